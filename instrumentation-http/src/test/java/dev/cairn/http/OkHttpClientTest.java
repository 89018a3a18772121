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
import io.opentelemetry.sdk.trace.data.StatusData;
import java.io.DataInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.Cache;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Dispatcher;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What is peculiar to OkHttp. */
@Timeout(30)
class OkHttpClientTest {
  private static final int PART = 1 << 20;

  @RegisterExtension final Telemetry telemetry = new Telemetry();
  private final CountDownLatch release = new CountDownLatch(1);
  private final List<String> received = new CopyOnWriteArrayList<>();
  private JdkWebApp server;
  private OkHttpClient client;

  @BeforeEach
  void start() throws IOException {
    server = new JdkWebApp("/", this::answer, List.of());
    client = decorated(new OkHttpClient());
  }

  @AfterEach
  void stop() {
    release.countDown();
    server.close();
  }

  private Cairn cairn() {
    return Cairn.builder(telemetry.openTelemetry()).tell("*").build();
  }

  private OkHttpClient decorated(OkHttpClient bare) {
    return CairnOkHttp.create(cairn()).wrap(bare);
  }

  private void answer(HttpExchange exchange) throws IOException {
    List<String> baggage = exchange.getRequestHeaders().getOrDefault("baggage", List.of("none"));
    Origin told = Origin.fromBaggage(String.join(",", baggage));
    received.add(
        exchange.getRequestURI().getPath()
            + ' '
            + told.user()
            + ' '
            + exchange.getRequestHeaders().getFirst("traceparent"));
    try {
      if (exchange.getRequestURI().getPath().equals("/hang")) {
        release.await(10, TimeUnit.SECONDS);
      }
      exchange.getResponseHeaders().add("Cache-Control", "max-age=60");
      boolean parts = exchange.getRequestURI().getPath().equals("/parts");
      exchange.sendResponseHeaders(200, parts ? 0 : 2);
      if (parts) {
        exchange.getResponseBody().write(new byte[PART]);
        exchange.getResponseBody().flush();
        if (!release.await(10, TimeUnit.SECONDS)) {
          throw new IOException("the first part has not been read");
        }
        exchange.getResponseBody().write(new byte[PART]);
      } else {
        exchange.getResponseBody().write(new byte[2]);
      }
      exchange.close();
    } catch (InterruptedException stopped) {
      throw new IOException(stopped);
    }
  }

  private Request request(String path) {
    return new Request.Builder().url("http://127.0.0.1:" + server.port() + path).build();
  }

  private Context as(String user) {
    Origin origin =
        Origin.fromBaggage(
            "cairn.origin=00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01,user.id=" + user);
    return Context.root().with(origin);
  }

  private static CompletableFuture<Response> enqueue(Call call) {
    CompletableFuture<Response> answer = new CompletableFuture<>();
    call.enqueue(
        new Callback() {
          @Override
          public void onFailure(Call failed, IOException failure) {
            answer.completeExceptionally(failure);
          }

          @Override
          public void onResponse(Call answered, Response response) {
            response.close();
            answer.complete(response);
          }
        });
    return answer;
  }

  @Test
  void decoratedClient_isNotDecoratedAgain() {
    assertThat(decorated(client)).isSameAs(client);
  }

  @Test
  void settings_areTheClients_andClientsBuiltOfItAreDecorated() throws IOException {
    OkHttpClient bare = new OkHttpClient.Builder().callTimeout(7, TimeUnit.SECONDS).build();
    OkHttpClient decorated = decorated(bare);
    assertThat(decorated.callTimeoutMillis()).isEqualTo(7000);
    assertThat(decorated.connectionPool()).isSameAs(bare.connectionPool());
    assertThat(decorated.dispatcher()).isSameAs(bare.dispatcher());
    assertThat(bare.interceptors()).isEmpty();
    decorated.newBuilder().followRedirects(false).build().newCall(request("/")).execute().close();
    assertThat(telemetry.spans("GET")).hasSize(1);
  }

  @Test
  void requestOfTheApplication_isThatOfTheResponse() throws IOException {
    Request request = request("/").newBuilder().header("x-thing", "1").build();
    try (Response response = client.newCall(request).execute()) {
      assertThat(response.request()).isSameAs(request);
      assertThat(response.networkResponse().request().header("traceparent")).isNotNull();
    }
  }

  @Test
  void connections_areGivenBack() throws Exception {
    for (int i = 0; i < 20; i++) {
      client.newCall(request("/")).execute().close();
      enqueue(client.newCall(request("/"))).get();
    }
    assertThat(client.connectionPool().connectionCount()).isEqualTo(1);
    telemetry.awaitThat(() -> client.connectionPool().idleConnectionCount() == 1);
  }

  @Test
  void largeBody_streams() throws IOException {
    try (Response response = client.newCall(request("/parts")).execute()) {
      InputStream body = response.body().byteStream();
      // Not readNBytes: in the end that asks for nothing, for which OkHttp's stream waits.
      new DataInputStream(body).readFully(new byte[PART]);
      release.countDown();
      assertThat(body.readAllBytes()).hasSize(PART);
    }
  }

  /** The second runs on the thread on which the first ends. */
  @Test
  void callsInAQueue_belongToTheirCallers() throws Exception {
    Dispatcher dispatcher = new Dispatcher();
    dispatcher.setMaxRequests(1);
    OkHttpClient one = decorated(new OkHttpClient.Builder().dispatcher(dispatcher).build());
    List<CompletableFuture<Response>> answers = new ArrayList<>();
    for (String user : List.of("ada", "bob", "cy")) {
      answers.add(as(user).wrap(() -> enqueue(one.newCall(request("/" + user)))).call());
    }
    answers.add(enqueue(one.newCall(request("/nobody"))));
    for (CompletableFuture<Response> answer : answers) {
      answer.get();
    }
    assertThat(received)
        .extracting(request -> request.substring(0, request.lastIndexOf(' ')))
        .containsExactly("/ada ada", "/bob bob", "/cy cy", "/nobody null");
    assertThat(telemetry.spans("GET"))
        .extracting(span -> span.getAttributes().get(CairnAttributes.USER_ID))
        .containsExactly("ada", "bob", "cy", null);
  }

  @Test
  void callCancelledInTheQueue_endsItsSpan() throws Exception {
    Dispatcher dispatcher = new Dispatcher();
    dispatcher.setMaxRequests(1);
    OkHttpClient one = decorated(new OkHttpClient.Builder().dispatcher(dispatcher).build());
    CompletableFuture<Response> first = enqueue(one.newCall(request("/hang")));
    Call second = one.newCall(request("/"));
    CompletableFuture<Response> answer = enqueue(second);
    second.cancel();
    release.countDown();
    first.get();
    assertThat(catchThrowable(answer::get)).hasRootCauseMessage("Canceled");
    assertThat(telemetry.spans("GET"))
        .extracting(SpanData::getStatus)
        .containsExactly(StatusData.unset(), StatusData.error());
    assertThat(received).hasSize(1);
  }

  @Test
  void callback_runsWithoutAContext() throws Exception {
    CompletableFuture<Context> seen = new CompletableFuture<>();
    as("ada")
        .wrap(
            () ->
                client
                    .newCall(request("/"))
                    .enqueue(
                        new Callback() {
                          @Override
                          public void onFailure(Call failed, IOException failure) {
                            seen.completeExceptionally(failure);
                          }

                          @Override
                          public void onResponse(Call answered, Response response) {
                            response.close();
                            seen.complete(Context.current());
                          }
                        }))
        .run();
    assertThat(seen.get()).isSameAs(Context.root());
  }

  @Test
  void callThatNobodyExecutes_isForgotten() {
    WeakReference<Context> forgotten = make(as("ada"));
    telemetry.awaitThat(
        () -> {
          System.gc();
          make(as("bob"));
          return forgotten.get() == null;
        });
  }

  private WeakReference<Context> make(Context caller) {
    caller.wrapFunction(client::newCall).apply(request("/"));
    return new WeakReference<>(caller);
  }

  @Test
  void listenerOfTheApplication_isAskedForAsBare() throws Exception {
    List<String> heard = new ArrayList<>();
    EventListener listener =
        new EventListener() {
          @Override
          public void callStart(Call call) {
            heard.add("start " + call.request().url().encodedPath());
          }

          @Override
          public void callEnd(Call call) {
            heard.add("end");
          }
        };
    OkHttpClient one =
        decorated(new OkHttpClient.Builder().eventListenerFactory(call -> listener).build());
    one.newCall(request("/x")).execute().close();
    assertThat(heard).containsExactly("start /x", "end");
  }

  @Test
  void callOfAnInterceptor_standsBesideItsOwn() throws Exception {
    AtomicReference<OkHttpClient> self = new AtomicReference<>();
    OkHttpClient authenticating =
        decorated(
            new OkHttpClient.Builder()
                .addInterceptor(
                    chain -> {
                      if (!chain.request().url().encodedPath().equals("/token")) {
                        self.get().newCall(request("/token")).execute().close();
                      }
                      return chain.proceed(chain.request());
                    })
                .build());
    self.set(authenticating);
    Span caller = telemetry.openTelemetry().getTracer("app").spanBuilder("caller").startSpan();
    as("ada")
        .with(caller)
        .wrap(
            () -> {
              authenticating.newCall(request("/")).execute().close();
              return null;
            })
        .call();
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
  void exceptionOfAnInterceptor_isTheVeryOne() {
    IllegalStateException thrown = new IllegalStateException("on purpose");
    OkHttpClient failing =
        decorated(
            new OkHttpClient.Builder()
                .addInterceptor(
                    chain -> {
                      throw thrown;
                    })
                .build());
    assertThat(catchThrowable(() -> failing.newCall(request("/")).execute())).isSameAs(thrown);
    assertThat(telemetry.span("GET").getAttributes().get(CairnAttributes.ERROR_TYPE))
        .isEqualTo("java.lang.IllegalStateException");
  }

  @Test
  void answerFromTheCache_isASpan_andNoRequest(@TempDir File directory) throws IOException {
    try (Cache cache = new Cache(directory, PART)) {
      OkHttpClient caching = decorated(new OkHttpClient.Builder().cache(cache).build());
      for (int i = 0; i < 2; i++) {
        try (Response response = caching.newCall(request("/")).execute()) {
          assertThat(response.body().bytes()).hasSize(2);
        }
      }
      assertThat(cache.hitCount()).isEqualTo(1);
    }
    assertThat(received).hasSize(1);
    assertThat(telemetry.spans("GET")).hasSize(2);
  }

  @Test
  void webSocket_isLeftAlone() throws Exception {
    CompletableFuture<Throwable> refused = new CompletableFuture<>();
    client.newWebSocket(
        request("/"),
        new WebSocketListener() {
          @Override
          public void onFailure(WebSocket socket, Throwable failure, Response response) {
            refused.complete(failure);
          }
        });
    assertThat(refused.get()).isInstanceOf(IOException.class);
    assertThat(telemetry.spans()).isEmpty();
    assertThat(received).containsExactly("/ null null");
  }
}
