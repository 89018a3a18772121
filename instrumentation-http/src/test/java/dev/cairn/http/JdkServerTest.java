// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.BasicAuthenticator;
import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.cairn.Cairn;
import dev.cairn.CairnAttributes;
import dev.cairn.Origin;
import dev.cairn.contract.Fault;
import dev.cairn.contract.FaultySdk;
import dev.cairn.contract.Hook;
import dev.cairn.contract.Telemetry;
import dev.cairn.contract.Trap;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is peculiar to the JDK's server. */
@Timeout(30)
class JdkServerTest {
  @RegisterExtension final Telemetry telemetry = new Telemetry();
  private final HttpClient client = HttpClient.newHttpClient();
  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicReference<Origin> seen = new AtomicReference<>();
  private JdkWebApp server;

  private final HttpHandler application =
      exchange -> {
        seen.set(Origin.current());
        exchange.sendResponseHeaders(204, -1);
        exchange.close();
      };

  @AfterEach
  void stop() {
    server.close();
  }

  private Cairn cairn() {
    return Cairn.create(telemetry.openTelemetry());
  }

  private CairnHttpServer byPrincipal() {
    return CairnHttpServer.builder(cairn())
        .resolver(
            (request, origin) -> {
              asked.incrementAndGet();
              return origin.withUser(request.principalName(), null);
            })
        .build();
  }

  private int get(String path, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.discarding()).statusCode();
  }

  private void serveBehindAuthentication(HttpHandler handler, List<Filter> filters)
      throws Exception {
    server = new JdkWebApp("/", handler, filters);
    server.context.setAuthenticator(
        new BasicAuthenticator("here") {
          @Override
          public boolean checkCredentials(String user, String password) {
            return password.equals("right");
          }
        });
  }

  private static String basic(String password) {
    return "Basic " + Base64.getEncoder().encodeToString(("alice:" + password).getBytes());
  }

  @Test
  void pathWithoutRoute_goesByItsContext() throws Exception {
    server =
        new JdkWebApp("/photos", application, List.of(CairnHttpServer.create(cairn()).filter()));
    get("/photos/alice@example.com");
    telemetry.await("GET /photos");
    assertThat(seen.get().request()).isEqualTo("GET /photos");
  }

  @Test
  void principalOfAnAuthenticator_isKnownToTheHandlersResolver() throws Exception {
    CairnHttpServer decorator = byPrincipal();
    serveBehindAuthentication(decorator.handler(application), List.of(decorator.filter()));
    assertThat(get("/", "authorization", basic("right"))).isEqualTo(204);
    telemetry.await("GET /");
    assertThat(seen.get().user()).isEqualTo("alice");
    assertThat(telemetry.span("GET /").getAttributes().get(CairnAttributes.USER_ID))
        .isEqualTo("alice");
    assertThat(asked).hasValue(1);
  }

  @Test
  void requestTurnedAway_isNobodys() throws Exception {
    CairnHttpServer decorator = byPrincipal();
    serveBehindAuthentication(decorator.handler(application), List.of(decorator.filter()));
    assertThat(get("/", "authorization", basic("wrong"))).isEqualTo(401);
    telemetry.await("GET /");
    SpanData span = telemetry.span("GET /");
    assertThat(span.getAttributes().get(CairnAttributes.HTTP_RESPONSE_STATUS_CODE)).isEqualTo(401);
    assertThat(span.getAttributes().get(CairnAttributes.USER_ID)).isNull();
    assertThat(asked).hasValue(0);
  }

  @Test
  void handlerAlone_doesItAll() throws Exception {
    serveBehindAuthentication(byPrincipal().handler(application), List.of());
    assertThat(get("/", "authorization", basic("right"))).isEqualTo(204);
    telemetry.await("GET /");
    assertThat(telemetry.span("GET /").getAttributes().get(CairnAttributes.USER_ID))
        .isEqualTo("alice");
    assertThat(asked).hasValue(1);
  }

  @Test
  void filterAddedTwice_actsOnce() throws Exception {
    CairnHttpServer decorator = byPrincipal();
    server = new JdkWebApp("/", application, List.of(decorator.filter(), byPrincipal().filter()));
    get("/");
    telemetry.await("GET /");
    assertThat(telemetry.spans()).hasSize(1);
    assertThat(asked).hasValue(1);
  }

  @Test
  void handlerThatAnswersLater_hasASpanUpToItsReturn() throws Exception {
    CountDownLatch returned = new CountDownLatch(1);
    server =
        new JdkWebApp(
            "/",
            exchange ->
                new Thread(Context.current().wrap(() -> answer(exchange, returned))).start(),
            List.of(CairnHttpServer.create(cairn()).filter()));
    Thread later =
        new Thread(
            () -> {
              telemetry.await("GET /");
              returned.countDown();
            });
    later.start();
    assertThat(get("/")).isEqualTo(204);
    later.join();
    SpanData span = telemetry.span("GET /");
    assertThat(span.getStatus()).isEqualTo(StatusData.unset());
    assertThat(span.getAttributes().get(CairnAttributes.HTTP_RESPONSE_STATUS_CODE)).isNull();
    assertThat(seen.get().spanContext()).isEqualTo(span.getSpanContext());
  }

  private void answer(HttpExchange exchange, CountDownLatch returned) {
    try {
      seen.set(Origin.current());
      returned.await(10, TimeUnit.SECONDS);
      exchange.sendResponseHeaders(204, -1);
      exchange.close();
    } catch (Exception failed) {
      throw new IllegalStateException(failed);
    }
  }

  private static Filter catching(AtomicReference<Throwable> caught, CountDownLatch done) {
    return new Filter() {
      @Override
      public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
        try {
          chain.doFilter(exchange);
        } catch (Throwable failure) {
          caught.set(failure);
          if (exchange.getResponseCode() < 0) {
            exchange.sendResponseHeaders(500, -1);
          }
          exchange.close();
        } finally {
          done.countDown();
        }
      }

      @Override
      public String description() {
        return "catches";
      }
    };
  }

  @ParameterizedTest
  @EnumSource
  void brokenTelemetry_throwsNothingAtOuterFilters(Hook hook) throws Exception {
    AtomicReference<Throwable> caught = new AtomicReference<>();
    CountDownLatch done = new CountDownLatch(1);
    try (FaultySdk sdk = new FaultySdk(hook, new Trap(Fault.ERROR).set())) {
      Cairn broken = Cairn.create(sdk.openTelemetry());
      server =
          new JdkWebApp(
              "/",
              application,
              List.of(catching(caught, done), CairnHttpServer.create(broken).filter()));
      assertThat(get("/")).isEqualTo(204);
      assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(caught.get()).isNull();
  }

  @Test
  void exceptionOfTheHandler_reachesOuterFiltersUnchanged() throws Exception {
    IOException thrown = new IOException("on purpose");
    AtomicReference<Throwable> caught = new AtomicReference<>();
    Filter catching = catching(caught, new CountDownLatch(1));
    server =
        new JdkWebApp(
            "/",
            exchange -> {
              throw thrown;
            },
            List.of(catching, CairnHttpServer.create(cairn()).filter()));
    assertThat(get("/")).isEqualTo(500);
    assertThat(caught.get()).isSameAs(thrown);
  }

  @Test
  void unsampledRequest_hasAnOriginStill() throws Exception {
    OpenTelemetry unsampling =
        OpenTelemetrySdk.builder()
            .setTracerProvider(
                SdkTracerProvider.builder()
                    .setSampler(Sampler.alwaysOff())
                    .addSpanProcessor(SimpleSpanProcessor.create(InMemorySpanExporter.create()))
                    .build())
            .build();
    server =
        new JdkWebApp(
            "/", application, List.of(CairnHttpServer.create(Cairn.create(unsampling)).filter()));
    get("/");
    assertThat(seen.get().isPresent()).isTrue();
    assertThat(seen.get().spanContext().isSampled()).isFalse();
  }

  @Test
  void noSdk_noOrigin() throws Exception {
    server =
        new JdkWebApp(
            "/",
            application,
            List.of(CairnHttpServer.create(Cairn.create(OpenTelemetry.noop())).filter()));
    assertThat(get("/", "traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"))
        .isEqualTo(204);
    assertThat(seen.get().isPresent()).isFalse();
  }

  @Test
  void contradictorySettings_areRefused() throws Exception {
    server = new JdkWebApp("/", application, List.of());
    CairnHttpServer.Builder builder = CairnHttpServer.builder(cairn()).internal().restartTraces();
    assertThatThrownBy(builder::build)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("restartTraces");
    assertThatThrownBy(() -> CairnHttpServer.builder(cairn()).routes("photos"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
