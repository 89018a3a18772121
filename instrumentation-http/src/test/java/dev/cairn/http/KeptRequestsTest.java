// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import dev.cairn.Cairn;
import dev.cairn.CairnAttributes;
import dev.cairn.sdk.CairnTracing;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An edge whose sampler drops what its callers have not sampled, and a service that it calls. */
@Timeout(30)
class KeptRequestsTest {
  private static final String PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-";

  private final InMemorySpanExporter kept = InMemorySpanExporter.create();
  private final SdkTracerProvider tracing =
      CairnTracing.exportTo(kept)
          .sampler(Sampler.parentBased(Sampler.alwaysOff()))
          .addTo(SdkTracerProvider.builder())
          .build();
  private final AtomicReference<String> told = new AtomicReference<>();
  private JdkWebApp service;
  private JdkWebApp edge;

  @BeforeEach
  void start() throws IOException {
    service =
        new JdkWebApp(
            "/",
            exchange -> {
              told.set(exchange.getRequestHeaders().getFirst("traceparent"));
              answer(exchange, exchange.getRequestURI().getPath().equals("/broken") ? 503 : 204);
            },
            List.of());
    Cairn cairn =
        Cairn.create(
            OpenTelemetrySdk.builder()
                .setTracerProvider(tracing)
                .setPropagators(ContextPropagators.create(W3CTraceContextPropagator.getInstance()))
                .build());
    HttpClient client = CairnHttpClient.create(cairn).wrap(HttpClient.newHttpClient());
    edge =
        new JdkWebApp(
            "/",
            exchange ->
                answer(exchange, get(client, service, exchange.getRequestURI().getPath(), "")),
            List.of(
                CairnHttpServer.builder(cairn)
                    .resolver((request, origin) -> origin.withUser("ada", "acme"))
                    .build()
                    .filter()));
  }

  @AfterEach
  void stop() {
    edge.close();
    service.close();
    tracing.close();
  }

  private static void answer(HttpExchange exchange, int status) throws IOException {
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  private static int get(HttpClient client, JdkWebApp from, String path, String traceparent)
      throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + from.port() + path));
    if (!traceparent.isEmpty()) {
      request.header("traceparent", traceparent);
    }
    try {
      return client.send(request.build(), BodyHandlers.discarding()).statusCode();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  /** Returns the names of what was kept, each with why, once so many are. */
  private Map<String, String> kept(int count) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    do {
      tracing.forceFlush().join(10, TimeUnit.SECONDS);
    } while (kept.getFinishedSpanItems().size() < count && System.nanoTime() < deadline);
    return kept.getFinishedSpanItems().stream()
        .collect(
            Collectors.toMap(
                SpanData::getName, span -> span.getAttributes().get(CairnAttributes.KEPT)));
  }

  @ParameterizedTest
  @CsvSource({"'', false", PARENT + "00, false", PARENT + "01, true"})
  void flagOnTheWire_isThatOfTheApplicationsSampler(String caller, boolean sampled)
      throws Exception {
    assertThat(get(HttpClient.newHttpClient(), edge, "/", caller)).isEqualTo(204);

    byte flags = Byte.parseByte(told.get().substring(PARENT.length()), 16);
    assertThat((flags & 1) == 1).as(told.get()).isEqualTo(sampled);
    assertThat(kept(sampled ? 0 : 1)).isEqualTo(sampled ? Map.of() : Map.of("GET /", "root"));
    assertThat(kept.getFinishedSpanItems())
        .allSatisfy(span -> assertThat(told.get()).startsWith("00-" + span.getTraceId() + "-"));
  }

  @ParameterizedTest
  @CsvSource({"''", PARENT + "00"})
  void error_isKept_withItsUser(String caller) throws Exception {
    assertThat(get(HttpClient.newHttpClient(), edge, "/broken", caller)).isEqualTo(503);

    assertThat(kept(2)).isEqualTo(Map.of("GET", "error", "GET /", "error"));
    assertThat(kept.getFinishedSpanItems())
        .allSatisfy(
            span -> assertThat(span.getAttributes().get(CairnAttributes.USER_ID)).isEqualTo("ada"));
  }
}
