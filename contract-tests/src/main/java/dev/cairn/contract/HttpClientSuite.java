// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.cairn.Cairn;
import dev.cairn.Origin;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A plain server on loopback, and a client of it that a suite decorates. */
@Timeout(30)
public abstract class HttpClientSuite {
  /** Receives what is exported. */
  @RegisterExtension protected final Telemetry telemetry = new Telemetry();

  final List<Received> received = new CopyOnWriteArrayList<>();
  private final CountDownLatch hanging = new CountDownLatch(1);
  private ExecutorService threads;
  private HttpServer server;

  /** A request as it came over the wire, but for what names a connection. */
  record Received(String method, String target, Map<String, List<String>> headers, String body) {
    String header(String name) {
      List<String> values = headers.get(name);
      return values == null ? null : String.join("|", values);
    }
  }

  /**
   * Returns a client.
   *
   * @param cairn null for one that is not decorated
   */
  protected abstract WebCall.Client client(Cairn cairn, boolean followsRedirects);

  final WebCall.Client client(Cairn cairn) {
    return client(cairn, false);
  }

  @BeforeEach
  final void start() throws IOException {
    threads = Executors.newCachedThreadPool();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  final void stop() {
    hanging.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private void answer(HttpExchange exchange) throws IOException {
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.putAll(exchange.getRequestHeaders());
    byte[] body = exchange.getRequestBody().readAllBytes();
    String path = exchange.getRequestURI().getPath();
    received.add(
        new Received(
            exchange.getRequestMethod(),
            exchange.getRequestURI().toString(),
            headers,
            new String(body, UTF_8)));
    int status = 200;
    if (path.startsWith("/status/")) {
      status = Integer.parseInt(path.substring("/status/".length()));
    } else if (path.equals("/moved")) {
      status = 302;
      exchange.getResponseHeaders().add("Location", url("127.0.0.1", "/landed"));
    } else if (path.equals("/busy") && received.size() == 1) {
      status = 503;
      exchange.getResponseHeaders().add("Retry-After", "0");
    } else if (path.equals("/hang")) {
      awaitEnd();
    }
    exchange.getResponseHeaders().add("X-Twice", "1");
    exchange.getResponseHeaders().add("X-Twice", "2");
    boolean head = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, head ? -1 : body.length + 1);
    if (!head) {
      exchange.getResponseBody().write(body);
      exchange.getResponseBody().write('!');
    }
    exchange.close();
  }

  private void awaitEnd() throws IOException {
    try {
      hanging.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException stopped) {
      throw new IOException(stopped);
    }
  }

  /** Returns the URL of a path at the server. */
  protected final String url(String host, String path) {
    return "http://" + host + ':' + server.getAddress().getPort() + path;
  }

  final String url(String path) {
    return url("127.0.0.1", path);
  }

  final Received received() {
    assertThat(received).hasSize(1);
    return received.get(0);
  }

  /** Returns Cairn upon {@link #telemetry} that tells these hosts. */
  protected final Cairn cairn(String... told) {
    return Cairn.builder(telemetry.openTelemetry()).service("photo-api").tell(told).build();
  }

  /** Does the work as a server does that serves alice. */
  protected final <T> T onBehalfOfAlice(Callable<T> work) throws Exception {
    Span entry =
        telemetry
            .openTelemetry()
            .getTracer("app")
            .spanBuilder("entry")
            .setSpanKind(SpanKind.SERVER)
            .startSpan();
    Origin alice =
        Origin.begin("POST /photos", "photo-api", entry)
            .withUser("alice@example.com", "acme")
            .withSession("s1");
    Context context = Context.current().with(entry).with(alice);
    try {
      return context.wrap(work).call();
    } finally {
      entry.end();
    }
  }

  /** Returns the port of the server. */
  final int port() {
    return server.getAddress().getPort();
  }

  final List<HistogramPointData> durations() {
    return telemetry.metrics().stream()
        .filter(metric -> metric.getName().equals("http.client.request.duration"))
        .map(MetricData::getHistogramData)
        .flatMap(data -> data.getPoints().stream())
        .toList();
  }
}
