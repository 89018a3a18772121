// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.net.httpserver.HttpExchange;
import dev.cairn.Cairn;
import dev.cairn.CairnAttributes;
import dev.cairn.contract.Telemetry;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.Authenticator;
import java.net.CookieManager;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is peculiar to the JDK's client. */
@Timeout(30)
class JdkClientTest {
  @RegisterExtension final Telemetry telemetry = new Telemetry();
  private final CountDownLatch release = new CountDownLatch(1);
  private final CountDownLatch streaming = new CountDownLatch(1);
  private final CountDownLatch abandoned = new CountDownLatch(1);
  private final HttpClient bare = HttpClient.newHttpClient();
  private HttpClient client;
  private JdkWebApp server;

  @BeforeEach
  void start() throws IOException {
    server = new JdkWebApp("/", this::answer, List.of());
    client = CairnHttpClient.create(Cairn.create(telemetry.openTelemetry())).wrap(bare);
  }

  @AfterEach
  void stop() {
    release.countDown();
    server.close();
  }

  private void answer(HttpExchange exchange) throws IOException {
    byte[] part = new byte[1 << 20];
    exchange.getRequestBody().readAllBytes();
    try {
      if (exchange.getRequestURI().getPath().equals("/silent")) {
        release.await(10, TimeUnit.SECONDS);
      }
      exchange.sendResponseHeaders(200, 0);
      exchange.getResponseBody().write(part);
      exchange.getResponseBody().flush();
      if (exchange.getRequestURI().getPath().equals("/parts")) {
        release.await(10, TimeUnit.SECONDS);
      }
      while (exchange.getRequestURI().getPath().equals("/endless")) {
        exchange.getResponseBody().write(part);
        streaming.countDown();
      }
      exchange.getResponseBody().write(part);
      exchange.close();
    } catch (IOException gone) {
      abandoned.countDown();
      throw gone;
    } catch (InterruptedException stopped) {
      throw new IOException(stopped);
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
  }

  @Test
  void settings_areTheClients() throws Exception {
    HttpClient full =
        HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .connectTimeout(Duration.ofSeconds(3))
            .followRedirects(HttpClient.Redirect.NORMAL)
            .proxy(ProxySelector.getDefault())
            .sslContext(SSLContext.getDefault())
            .authenticator(new Authenticator() {})
            .version(HttpClient.Version.HTTP_1_1)
            .executor(Runnable::run)
            .build();
    HttpClient decorated =
        CairnHttpClient.create(Cairn.create(telemetry.openTelemetry())).wrap(full);
    assertThat(decorated.cookieHandler()).isEqualTo(full.cookieHandler());
    assertThat(decorated.connectTimeout()).isEqualTo(full.connectTimeout());
    assertThat(decorated.followRedirects()).isEqualTo(full.followRedirects());
    assertThat(decorated.proxy()).isEqualTo(full.proxy());
    assertThat(decorated.sslContext()).isSameAs(full.sslContext());
    assertThat(decorated.sslParameters().getProtocols())
        .isEqualTo(full.sslParameters().getProtocols());
    assertThat(decorated.authenticator()).isEqualTo(full.authenticator());
    assertThat(decorated.version()).isEqualTo(full.version());
    assertThat(decorated.executor()).isEqualTo(full.executor());
    assertThat(decorated.newWebSocketBuilder()).isNotNull();
  }

  /** Also those that a newer Java adds: what we do not override would act on nothing. */
  @Test
  void everyMethod_isOverridden() {
    for (Method method : HttpClient.class.getMethods()) {
      if (method.getDeclaringClass() != Object.class && !Modifier.isStatic(method.getModifiers())) {
        assertThat(JdkClient.class.getDeclaredMethods())
            .as(method.toString())
            .anyMatch(
                own ->
                    own.getName().equals(method.getName())
                        && Arrays.equals(own.getParameterTypes(), method.getParameterTypes()));
      }
    }
  }

  @Test
  void lifeCycle_isTheClients() throws Throwable {
    JdkClient decorated = (JdkClient) client;
    if (Runtime.version().feature() < 21) {
      assertThatThrownBy(decorated::shutdown).isInstanceOf(UnsupportedOperationException.class);
      return;
    }
    assertThat(decorated.isTerminated()).isFalse();
    decorated.shutdown();
    assertThat(decorated.awaitTermination(Duration.ofSeconds(10))).isTrue();
    assertThat(decorated.isTerminated()).isTrue();
    decorated.shutdownNow();
    decorated.close();
    assertThatThrownBy(() -> bare.send(request("/").build(), BodyHandlers.discarding()))
        .isInstanceOf(IOException.class);
  }

  @Test
  void decoratedClient_isNotDecoratedAgain() {
    assertThat(CairnHttpClient.create(Cairn.create(telemetry.openTelemetry())).wrap(client))
        .isSameAs(client);
  }

  @Test
  void requestOfTheApplication_isKeptButForOurHeaders() throws Exception {
    HttpRequest request =
        request("/")
            .method("PUT", BodyPublishers.ofString("body"))
            .timeout(Duration.ofSeconds(7))
            .expectContinue(true)
            .version(HttpClient.Version.HTTP_2)
            .headers("x-thing", "1", "X-Thing", "2")
            .build();
    AtomicReference<HttpRequest> sent = new AtomicReference<>();
    Spy spy = new Spy(sent);
    CairnHttpClient.create(Cairn.create(telemetry.openTelemetry()))
        .wrap(spy)
        .sendAsync(request, BodyHandlers.discarding());
    spy.futures.get(0).complete(null);
    assertThat(sent.get()).isNotSameAs(request);
    assertThat(sent.get().method()).isEqualTo("PUT");
    assertThat(sent.get().uri()).isEqualTo(request.uri());
    assertThat(sent.get().timeout()).contains(Duration.ofSeconds(7));
    assertThat(sent.get().expectContinue()).isTrue();
    assertThat(sent.get().version()).contains(HttpClient.Version.HTTP_2);
    assertThat(sent.get().bodyPublisher()).isEqualTo(request.bodyPublisher());
    assertThat(sent.get().headers().allValues("x-thing")).containsExactly("1", "2");
    assertThat(sent.get().headers().map()).hasSize(2).containsKey("traceparent");
    assertThat(request.headers().map()).hasSize(1);
  }

  @Test
  void futureOfTheClient_isReturnedItself() {
    Spy spy = new Spy(new AtomicReference<>());
    HttpClient decorated =
        CairnHttpClient.create(Cairn.create(telemetry.openTelemetry())).wrap(spy);
    CompletableFuture<HttpResponse<Void>> future =
        decorated.sendAsync(request("/").build(), BodyHandlers.discarding());
    assertThat(future).isSameAs(spy.futures.get(0));
    CompletableFuture<HttpResponse<Void>> pushed =
        decorated.sendAsync(request("/").build(), BodyHandlers.discarding(), null);
    assertThat(pushed).isSameAs(spy.futures.get(1));
    future.complete(null); // as a mock would
    pushed.completeExceptionally(new IOException("on purpose"));
    assertThat(telemetry.spans("GET")).hasSize(2);
  }

  @Test
  void cancelledExchange_isGivenUpOnTheWire() throws Exception {
    CompletableFuture<?> future =
        client.sendAsync(request("/endless").build(), BodyHandlers.ofByteArray());
    assertThat(streaming.await(10, TimeUnit.SECONDS)).isTrue();
    future.cancel(true);
    assertThat(abandoned.await(10, TimeUnit.SECONDS)).isTrue();
    telemetry.await("GET");
    assertThat(telemetry.span("GET").getAttributes().get(CairnAttributes.ERROR_TYPE))
        .isEqualTo("java.util.concurrent.CancellationException");
  }

  @Test
  void wrongArguments_failAlike() {
    HttpRequest request = request("/").build();
    assertThat(catchThrowable(() -> client.send(null, BodyHandlers.discarding())))
        .hasSameClassAs(catchThrowable(() -> bare.send(null, BodyHandlers.discarding())));
    assertThat(catchThrowable(() -> client.send(request, null)))
        .hasSameClassAs(catchThrowable(() -> bare.send(request, null)));
    assertThat(catchThrowable(() -> client.sendAsync(null, BodyHandlers.discarding())))
        .hasSameClassAs(catchThrowable(() -> bare.sendAsync(null, BodyHandlers.discarding())));
    assertThat(catchThrowable(() -> client.sendAsync(request, null, null)))
        .hasSameClassAs(catchThrowable(() -> bare.sendAsync(request, null, null)));
    assertThat(telemetry.spans("GET")).allMatch(SpanData::hasEnded).hasSize(2);
  }

  @Test
  void timeout_isTheClients() {
    HttpRequest request = request("/silent").timeout(Duration.ofMillis(200)).build();
    assertThatThrownBy(() -> client.send(request, BodyHandlers.ofString()))
        .isInstanceOf(HttpTimeoutException.class);
    assertThat(telemetry.span("GET").getAttributes().get(CairnAttributes.ERROR_TYPE))
        .isEqualTo(HttpTimeoutException.class.getName());
  }

  @Test
  void largeBody_streams() throws Exception {
    HttpResponse<InputStream> response =
        client.send(request("/parts").build(), BodyHandlers.ofInputStream());
    try (InputStream body = response.body()) {
      assertThat(body.readNBytes(1 << 20)).hasSize(1 << 20);
      release.countDown();
      assertThat(body.readAllBytes()).hasSize(1 << 20);
    }
  }

  /** A client that sends nothing. */
  private static final class Spy extends DelegatingHttpClient {
    final List<CompletableFuture<?>> futures = new ArrayList<>();
    private final AtomicReference<HttpRequest> sent;

    Spy(AtomicReference<HttpRequest> sent) {
      super(HttpClient.newHttpClient());
      this.sent = sent;
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(
        HttpRequest request, HttpResponse.BodyHandler<T> bodyHandler) {
      return sendAsync(request, bodyHandler, null);
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(
        HttpRequest request,
        HttpResponse.BodyHandler<T> bodyHandler,
        HttpResponse.PushPromiseHandler<T> pushPromiseHandler) {
      sent.set(request);
      CompletableFuture<HttpResponse<T>> future = new CompletableFuture<>();
      futures.add(future);
      return future;
    }
  }
}
