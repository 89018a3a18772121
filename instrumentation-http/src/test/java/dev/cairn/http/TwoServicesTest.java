// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import dev.cairn.Cairn;
import dev.cairn.CairnAttributes;
import dev.cairn.Origin;
import dev.cairn.contract.Telemetry;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An edge that calls an internal service from a thread of its own. */
@Timeout(30)
class TwoServicesTest {
  @RegisterExtension final Telemetry telemetry = new Telemetry();
  private final ExecutorService pool = Executors.newSingleThreadExecutor();
  private JdkWebApp edge;
  private JdkWebApp internal;
  private HttpClient between;

  @BeforeEach
  void start() throws IOException {
    Cairn albums = Cairn.builder(telemetry.openTelemetry()).service("album-service").build();
    internal =
        new JdkWebApp(
            "/albums",
            exchange -> {
              Origin origin = Origin.current();
              telemetry.openTelemetry().getTracer("app").spanBuilder("store").startSpan().end();
              respond(
                  exchange,
                  String.join(
                      " ",
                      origin.user(),
                      origin.request(),
                      origin.service(),
                      String.join("+", Baggage.current().asMap().keySet())));
            },
            List.of(CairnHttpServer.builder(albums).internal().build().filter()));

    Cairn photos =
        Cairn.builder(telemetry.openTelemetry()).service("photo-api").tell("127.0.0.1").build();
    between = CairnHttpClient.create(photos).wrap(HttpClient.newHttpClient());
    edge =
        new JdkWebApp(
            "/",
            exchange -> respond(exchange, askOnAnotherThread()),
            List.of(
                CairnHttpServer.builder(photos)
                    .routes("/photos/{id}")
                    .resolver(
                        (request, origin) -> origin.withUser(request.header("x-user"), "acme"))
                    .build()
                    .filter()));
  }

  @AfterEach
  void stop() {
    edge.close();
    internal.close();
    pool.shutdownNow();
  }

  private String askOnAnotherThread() throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + internal.port() + "/albums"))
            .build();
    try {
      return Context.taskWrapping(pool)
          .submit(() -> between.send(request, BodyHandlers.ofString()).body())
          .get();
    } catch (Exception failed) {
      throw new IOException(failed);
    }
  }

  private static void respond(HttpExchange exchange, String text) throws IOException {
    byte[] body = text.getBytes(UTF_8);
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Test
  void origin_travelsAcrossServicesAndThreads() throws Exception {
    for (String user : List.of("alice", "bob, the builder=;%")) {
      telemetry.reset();
      HttpResponse<String> response =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(
                          URI.create("http://127.0.0.1:" + edge.port() + "/photos/1"))
                      .header("x-user", user)
                      .header("baggage", "colour=blue,user.id=mallory")
                      .build(),
                  BodyHandlers.ofString());
      assertThat(response.body()).isEqualTo(user + " GET /photos/{id} photo-api colour");
      telemetry.awaitSpans(4);
      SpanData entry = telemetry.span("GET /photos/{id}");
      SpanData call = telemetry.span("GET");
      SpanData second = telemetry.span("GET /albums");
      assertThat(call.getParentSpanId()).isEqualTo(entry.getSpanId());
      assertThat(second.getParentSpanId()).isEqualTo(call.getSpanId());
      assertThat(telemetry.spans())
          .allSatisfy(
              span -> {
                assertThat(span.getTraceId()).isEqualTo(entry.getTraceId());
                assertThat(span.getAttributes().get(CairnAttributes.USER_ID)).isEqualTo(user);
                assertThat(span.getAttributes().get(CairnAttributes.ORIGIN_REQUEST))
                    .isEqualTo("GET /photos/{id}");
                assertThat(span.getAttributes().get(CairnAttributes.ORIGIN_TRACE_ID))
                    .isEqualTo(entry.getTraceId());
              });
    }
  }
}
