// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.net.httpserver.HttpExchange;
import dev.cairn.Cairn;
import dev.cairn.CairnAttributes;
import dev.cairn.Origin;
import dev.cairn.contract.Telemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import org.apache.hc.core5.net.URIAuthority;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is peculiar to Apache HttpClient. */
@Timeout(30)
class ApacheClientTest {
  private static final int PART = 1 << 20;

  @RegisterExtension final Telemetry telemetry = new Telemetry();
  private final CountDownLatch release = new CountDownLatch(1);
  private final List<String> received = new CopyOnWriteArrayList<>();
  private JdkWebApp server;

  @BeforeEach
  void start() throws IOException {
    server = new JdkWebApp("/", this::answer, List.of());
  }

  @AfterEach
  void stop() {
    release.countDown();
    server.close();
  }

  private void answer(HttpExchange exchange) throws IOException {
    List<String> baggage = exchange.getRequestHeaders().getOrDefault("baggage", List.of("none"));
    Origin told = Origin.fromBaggage(String.join(",", baggage));
    String path = exchange.getRequestURI().getPath();
    received.add(
        path
            + ' '
            + told.user()
            + ' '
            + exchange.getRequestHeaders().getOrDefault("traceparent", List.of()));
    try {
      if (path.equals("/hang")) {
        release.await(10, TimeUnit.SECONDS);
      }
      exchange.sendResponseHeaders(200, 0);
      if (path.equals("/parts")) {
        exchange.getResponseBody().write(new byte[PART]);
        exchange.getResponseBody().flush();
        release.await(10, TimeUnit.SECONDS);
        exchange.getResponseBody().write(new byte[PART]);
      }
      exchange.close();
    } catch (InterruptedException stopped) {
      throw new IOException(stopped);
    }
  }

  private HttpClientBuilder decorated(HttpClientBuilder builder, String... told) {
    Cairn cairn = Cairn.builder(telemetry.openTelemetry()).tell(told).build();
    return CairnApacheHttpClient.create(cairn).decorate(builder);
  }

  private HttpGet request(String path) {
    return new HttpGet("http://127.0.0.1:" + server.port() + path);
  }

  private int get(CloseableHttpClient client, HttpGet request) throws IOException {
    return client.execute(request, response -> response.getCode());
  }

  private static Context asAda() {
    return Context.root()
        .with(
            Origin.fromBaggage(
                "cairn.origin=00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01,user.id=ada"));
  }

  @Test
  void builderDecoratedTwice_actsOnce() throws IOException {
    try (CloseableHttpClient client = decorated(decorated(HttpClients.custom())).build()) {
      get(client, request("/"));
    }
    SpanData span = telemetry.span("GET");
    assertThat(received.get(0)).containsOnlyOnce(span.getTraceId()).contains(span.getSpanId());
  }

  @Test
  void requestOfTheApplication_isLeftAsItIs() throws IOException {
    HttpGet request = request("/");
    request.addHeader("x-thing", "1");
    try (CloseableHttpClient client = decorated(HttpClients.custom()).build()) {
      get(client, request);
      get(client, request);
    }
    assertThat(request.getHeaders()).hasSize(1);
    assertThat(received).hasSize(2);
  }

  @Test
  void connections_areGivenBack() throws IOException {
    PoolingHttpClientConnectionManager pool = new PoolingHttpClientConnectionManager();
    try (CloseableHttpClient client =
        decorated(HttpClients.custom().setConnectionManager(pool)).build()) {
      for (int i = 0; i < 20; i++) {
        get(client, request("/"));
      }
      assertThat(pool.getTotalStats().getLeased()).isZero();
      assertThat(pool.getTotalStats().getAvailable()).isEqualTo(1);
    }
  }

  @Test
  void largeBody_streams() throws IOException {
    try (CloseableHttpClient client = decorated(HttpClients.custom()).build()) {
      client.execute(
          request("/parts"),
          response -> {
            InputStream body = response.getEntity().getContent();
            assertThat(body.readNBytes(PART)).hasSize(PART);
            release.countDown();
            assertThat(body.readAllBytes()).hasSize(PART);
            return null;
          });
    }
  }

  /** Who is told is whom the connection goes to, whatever the request calls itself. */
  @Test
  void hostOfTheHeader_isNotWhoIsTold() throws Exception {
    HttpHost target = new HttpHost("http", "127.0.0.1", server.port());
    HttpGet request = request("/");
    request.setAuthority(new URIAuthority("internal.example"));
    for (String told : List.of("internal.example", "127.0.0.1")) {
      try (CloseableHttpClient client = decorated(HttpClients.custom(), told).build()) {
        asAda().wrap(() -> client.execute(target, request, response -> null)).call();
      }
    }
    assertThat(received.get(0)).startsWith("/ null ");
    assertThat(received.get(1)).startsWith("/ ada ");
    assertThat(telemetry.spans("GET").get(0).getAttributes().get(CairnAttributes.SERVER_ADDRESS))
        .isEqualTo("127.0.0.1");
  }

  @Test
  void callOfAnInterceptor_standsBesideItsOwn() throws Exception {
    AtomicReference<CloseableHttpClient> self = new AtomicReference<>();
    HttpClientBuilder authenticating =
        HttpClients.custom()
            .addRequestInterceptorFirst(
                (request, entity, context) -> {
                  if (!request.getPath().equals("/token")) {
                    get(self.get(), request("/token"));
                  }
                });
    Span caller = telemetry.openTelemetry().getTracer("app").spanBuilder("caller").startSpan();
    try (CloseableHttpClient client = decorated(authenticating, "*").build()) {
      self.set(client);
      asAda().with(caller).wrap(() -> get(client, request("/"))).call();
    }
    caller.end();
    List<SpanData> spans = telemetry.spans("GET");
    assertThat(spans)
        .hasSize(2)
        .allSatisfy(
            span ->
                assertThat(span.getParentSpanId()).isEqualTo(caller.getSpanContext().getSpanId()));
    assertThat(received.get(0)).startsWith("/token ada").contains(spans.get(0).getSpanId());
    assertThat(received.get(1)).startsWith("/ ada").contains(spans.get(1).getSpanId());
  }

  @Test
  void exceptionOfAnInterceptor_isTheVeryOne() throws IOException {
    IllegalStateException thrown = new IllegalStateException("on purpose");
    HttpClientBuilder failing =
        HttpClients.custom()
            .addRequestInterceptorFirst(
                (request, entity, context) -> {
                  throw thrown;
                });
    try (CloseableHttpClient client = decorated(failing).build()) {
      assertThat(catchThrowable(() -> get(client, request("/")))).isSameAs(thrown);
    }
    assertThat(telemetry.span("GET").getAttributes().get(CairnAttributes.ERROR_TYPE))
        .isEqualTo("java.lang.IllegalStateException");
  }

  /** As a cache would; no request is sent, so that no hook of ours further down is called. */
  @Test
  void callAnsweredByAnInterceptor_isASpan() throws IOException {
    HttpClientBuilder answering =
        HttpClients.custom()
            .addExecInterceptorAfter(
                ChainElement.REDIRECT.name(),
                "canned",
                (request, scope, chain) -> new BasicClassicHttpResponse(203));
    try (CloseableHttpClient client = decorated(answering).build()) {
      assertThat(get(client, request("/"))).isEqualTo(203);
    }
    SpanData span = telemetry.span("GET");
    assertThat(span.getAttributes().get(CairnAttributes.HTTP_RESPONSE_STATUS_CODE)).isEqualTo(203);
    assertThat(span.getStartEpochNanos()).isLessThanOrEqualTo(span.getEndEpochNanos());
    assertThat(received).isEmpty();
  }

  @Test
  void timeout_isTheClients() throws IOException {
    RequestConfig soon =
        RequestConfig.custom().setResponseTimeout(200, TimeUnit.MILLISECONDS).build();
    try (CloseableHttpClient client =
        decorated(HttpClients.custom().setDefaultRequestConfig(soon)).build()) {
      assertThat(catchThrowable(() -> get(client, request("/hang"))))
          .isInstanceOf(SocketTimeoutException.class);
    }
    assertThat(telemetry.span("GET").getAttributes().get(CairnAttributes.ERROR_TYPE))
        .isEqualTo("java.net.SocketTimeoutException");
  }
}
