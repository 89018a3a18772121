// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import dev.cairn.Cairn;
import dev.cairn.CairnAttributes;
import dev.cairn.Origin;
import dev.cairn.contract.Telemetry;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.async.methods.AbstractBinResponseConsumer;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.apache.hc.client5.http.async.methods.SimpleRequestProducer;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManager;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.io.CloseMode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is peculiar to Apache's asynchronous client. */
@Timeout(30)
class ApacheAsyncClientTest {
  private static final int PART = 1 << 20;

  @RegisterExtension final Telemetry telemetry = new Telemetry();
  private final CountDownLatch arrived = new CountDownLatch(1);
  private final CountDownLatch release = new CountDownLatch(1);
  private final PoolingAsyncClientConnectionManager pool =
      PoolingAsyncClientConnectionManagerBuilder.create()
          .setMaxConnPerRoute(1)
          .setMaxConnTotal(1)
          .build();
  private JdkWebApp server;
  private CloseableHttpAsyncClient client;

  @BeforeEach
  void start() throws IOException {
    server = new JdkWebApp("/", this::answer, List.of());
    client =
        CairnApacheHttpClient.create(Cairn.create(telemetry.openTelemetry()))
            .decorate(HttpAsyncClients.custom().setConnectionManager(pool))
            .build();
    client.start();
  }

  @AfterEach
  void stop() {
    release.countDown();
    client.close(CloseMode.IMMEDIATE);
    server.close();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    arrived.countDown();
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

  private SimpleHttpRequest request(String path) {
    return SimpleHttpRequest.create("GET", "http://127.0.0.1:" + server.port() + path);
  }

  @Test
  void builderDecoratedTwice_actsOnce() throws Exception {
    CairnApacheHttpClient ours =
        CairnApacheHttpClient.create(Cairn.create(telemetry.openTelemetry()));
    try (CloseableHttpAsyncClient twice =
        ours.decorate(ours.decorate(HttpAsyncClients.custom())).build()) {
      twice.start();
      twice.execute(request("/"), null).get();
    }
    assertThat(telemetry.spans("GET")).hasSize(1);
  }

  @Test
  void contextOfTheApplication_isLeftAsItIs() throws Exception {
    HttpClientContext context = HttpClientContext.create();
    client.execute(request("/"), context, null).get();
    assertThat(context.getAttribute("dev.cairn.http.call")).isNull();
    assertThat(telemetry.spans("GET")).hasSize(1);
  }

  @Test
  void connections_areGivenBack() throws Exception {
    for (int i = 0; i < 20; i++) {
      client.execute(request("/"), null).get();
    }
    telemetry.awaitThat(() -> pool.getTotalStats().getLeased() == 0);
    assertThat(pool.getTotalStats().getAvailable()).isEqualTo(1);
  }

  @Test
  void callCancelledInTheQueue_endsItsSpan() throws Exception {
    Future<SimpleHttpResponse> first = client.execute(request("/hang"), null);
    assertThat(arrived.await(10, TimeUnit.SECONDS)).isTrue();
    Future<SimpleHttpResponse> second = client.execute(request("/"), null);
    telemetry.awaitThat(() -> pool.getTotalStats().getPending() == 1);
    second.cancel(true);
    telemetry.await("GET");
    assertThat(telemetry.span("GET").getStatus()).isEqualTo(StatusData.error());
    release.countDown();
    assertThat(first.get().getCode()).isEqualTo(200);
  }

  /** Such an exchange goes on, without the decorator too, until it is answered. */
  @Test
  void callCancelledOnAConnectionUsedBefore_endsItsSpan() throws Exception {
    client.execute(request("/"), null).get();
    telemetry.awaitThat(() -> pool.getTotalStats().getAvailable() == 1);
    telemetry.reset();
    Future<SimpleHttpResponse> call = client.execute(request("/hang"), null);
    assertThat(call.cancel(true)).isTrue();
    telemetry.await("GET");
    assertThat(telemetry.span("GET").getStatus()).isEqualTo(StatusData.error());
  }

  @Test
  void callsInAQueue_belongToTheirCallers() throws Exception {
    client.execute(request("/hang"), null);
    assertThat(arrived.await(10, TimeUnit.SECONDS)).isTrue();
    Future<SimpleHttpResponse> second =
        as("ada").wrap(() -> client.execute(request("/"), null)).call();
    Future<SimpleHttpResponse> third =
        as("bob").wrap(() -> client.execute(request("/"), null)).call();
    release.countDown();
    second.get();
    third.get();
    assertThat(telemetry.spans("GET"))
        .extracting(span -> span.getAttributes().get(CairnAttributes.USER_ID))
        .containsExactlyInAnyOrder(null, "ada", "bob");
  }

  private static Context as(String user) {
    Origin origin =
        Origin.fromBaggage(
            "cairn.origin=00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01,user.id=" + user);
    return Context.root().with(origin);
  }

  @Test
  void callback_runsWithoutAContext() throws Exception {
    CompletableFuture<Context> seen = new CompletableFuture<>();
    FutureCallback<SimpleHttpResponse> callback =
        new FutureCallback<>() {
          @Override
          public void completed(SimpleHttpResponse response) {
            seen.complete(Context.current());
          }

          @Override
          public void failed(Exception failure) {
            seen.completeExceptionally(failure);
          }

          @Override
          public void cancelled() {
            seen.cancel(false);
          }
        };
    as("ada").wrap(() -> client.execute(request("/"), callback)).call();
    assertThat(seen.get()).isSameAs(Context.root());
  }

  @Test
  void largeBody_streams() throws Exception {
    AbstractBinResponseConsumer<Integer> counting =
        new AbstractBinResponseConsumer<>() {
          private int read;

          @Override
          protected void start(HttpResponse response, ContentType type) {}

          @Override
          protected int capacityIncrement() {
            return PART;
          }

          @Override
          protected void data(ByteBuffer bytes, boolean last) {
            read += bytes.remaining();
            bytes.position(bytes.limit());
            if (read >= PART) {
              release.countDown();
            }
          }

          @Override
          protected Integer buildResult() {
            return read;
          }

          @Override
          public void releaseResources() {}
        };
    assertThat(
            client
                .execute(SimpleRequestProducer.create(request("/parts")), counting, null)
                .get(10, TimeUnit.SECONDS))
        .isEqualTo(2 * PART);
  }
}
