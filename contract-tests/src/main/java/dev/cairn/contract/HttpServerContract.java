// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.entry;

import dev.cairn.Cairn;
import dev.cairn.CairnAttributes;
import dev.cairn.Origin;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a decorated HTTP server does, seen by a plain client on loopback. */
public abstract class HttpServerContract extends HttpServerOriginContract {
  // Spans

  @Test
  void request_getsAServerSpanByTheConventions() throws Exception {
    start(Listener.edge(cairn()), answering(204));
    get("/photos/1?token=secret", "user-agent", "test/1");
    SpanData span = span("GET /photos/{id}");
    assertThat(span.getKind()).isEqualTo(SpanKind.SERVER);
    assertThat(span.getParentSpanContext().isValid()).isFalse();
    assertThat(span.getStatus()).isEqualTo(StatusData.unset());
    assertThat(span.getEvents()).isEmpty();
    assertThat(span.getAttributes().asMap())
        .containsExactlyInAnyOrderEntriesOf(
            Map.ofEntries(
                entry(CairnAttributes.HTTP_REQUEST_METHOD, "GET"),
                entry(CairnAttributes.HTTP_ROUTE, "/photos/{id}"),
                entry(CairnAttributes.HTTP_RESPONSE_STATUS_CODE, 204L),
                entry(CairnAttributes.URL_PATH, "/photos/1"),
                entry(CairnAttributes.URL_SCHEME, "http"),
                entry(CairnAttributes.SERVER_ADDRESS, "127.0.0.1"),
                entry(CairnAttributes.SERVER_PORT, (long) port()),
                entry(CairnAttributes.CLIENT_ADDRESS, "127.0.0.1"),
                entry(CairnAttributes.NETWORK_PROTOCOL_VERSION, "1.1"),
                entry(CairnAttributes.USER_AGENT_ORIGINAL, "test/1"),
                entry(CairnAttributes.ORIGIN_REQUEST, "GET /photos/{id}"),
                entry(CairnAttributes.ORIGIN_SERVICE, "photo-api"),
                entry(CairnAttributes.ORIGIN_TRACE_ID, span.getTraceId())));
  }

  @Test
  void unknownMethod_isOther() throws Exception {
    start(Listener.edge(cairn()), answering(204));
    client.send(
        request("/photos/1").method("FROBNICATE", BodyPublishers.noBody()).build(),
        BodyHandlers.discarding());
    SpanData span = span("HTTP /photos/{id}");
    assertThat(span.getAttributes().get(CairnAttributes.HTTP_REQUEST_METHOD)).isEqualTo("_OTHER");
    assertThat(span.getAttributes().get(CairnAttributes.HTTP_REQUEST_METHOD_ORIGINAL))
        .isEqualTo("FROBNICATE");
    assertThat(span.getAttributes().get(CairnAttributes.ORIGIN_REQUEST))
        .isEqualTo("HTTP /photos/{id}");
  }

  @Test
  void pathWithoutRoute_isNotInTheName() throws Exception {
    start(Listener.edge(cairn()), answering(204));
    get("/private/alice@example.com");
    telemetry.awaitSpans(1);
    assertThat(telemetry.spans().get(0).getName()).startsWith("GET").doesNotContain("alice");
    assertThat(telemetry.spans().get(0).getAttributes().get(CairnAttributes.ORIGIN_REQUEST))
        .doesNotContain("alice");
  }

  @Test
  void head_isServedAndNamed() throws Exception {
    start(
        Listener.edge(cairn()),
        exchange -> {
          exchange.header("etag", "v1");
          exchange.respond(200, -1).close();
        });
    HttpResponse<String> response =
        client.send(
            request("/photos/1").method("HEAD", BodyPublishers.noBody()).build(),
            BodyHandlers.ofString());
    assertThat(response.headers().firstValue("etag")).contains("v1");
    span("HEAD /photos/{id}");
  }

  @Test
  void notFound_isNoError() throws Exception {
    start(Listener.edge(cairn()), answering(404));
    get("/photos/1");
    SpanData span = span("GET /photos/{id}");
    assertThat(span.getStatus()).isEqualTo(StatusData.unset());
    assertThat(span.getAttributes().get(CairnAttributes.HTTP_RESPONSE_STATUS_CODE)).isEqualTo(404);
    assertThat(span.getAttributes().get(CairnAttributes.ERROR_TYPE)).isNull();
  }

  @Test
  void serverError_isAnError() throws Exception {
    start(Listener.edge(cairn()), answering(503));
    get("/photos/1");
    SpanData span = span("GET /photos/{id}");
    assertThat(span.getStatus()).isEqualTo(StatusData.error());
    assertThat(span.getAttributes().get(CairnAttributes.ERROR_TYPE)).isEqualTo("503");
  }

  @Test
  void exception_isRecordedAndGoesOn() throws Exception {
    WebApp broken =
        exchange -> {
          throw new IllegalStateException("on purpose");
        };
    start(Listener.bare(), broken);
    Object bare = outcome();
    start(Listener.edge(cairn()), broken);
    assertThat(outcome()).isEqualTo(bare);
    SpanData span = span("POST /photos/{id}");
    assertThat(span.getStatus()).isEqualTo(StatusData.error());
    assertThat(span.getAttributes().get(CairnAttributes.ERROR_TYPE))
        .isEqualTo("java.lang.IllegalStateException");
    assertThat(span.getEvents()).hasSize(1);
  }

  /** The status, or the type of what the client's call threw. Not a GET: that would be resent. */
  private Object outcome() {
    AtomicReference<Object> status = new AtomicReference<>();
    Throwable failure = catchThrowable(() -> status.set(talk("POST", "/photos/1", "").get(0)));
    return failure == null ? status.get() : failure.getClass();
  }

  // In company

  @Test
  void serverSpanOfAnother_isOnlyGivenTheOrigin() throws Exception {
    AtomicReference<Span> theirs = new AtomicReference<>();
    AtomicReference<Span> seen = new AtomicReference<>();
    start(
        Listener.edge(cairn())
            .who((header, origin) -> origin.withUser("alice", null))
            .outer(() -> otherInstrumentation(SpanKind.SERVER, theirs)),
        exchange -> {
          seen.set(Span.current());
          exchange.respond(204, -1).close();
        });
    get("/photos/1", "baggage", "colour=blue,user.id=mallory");
    SpanData span = span("theirs");
    assertThat(telemetry.spans()).hasSize(1);
    assertThat(seen.get()).isSameAs(theirs.get());
    assertThat(span.getAttributes().get(CairnAttributes.USER_ID)).isEqualTo("alice");
    assertThat(span.getAttributes().get(CairnAttributes.ORIGIN_REQUEST))
        .isEqualTo("GET /photos/{id}");
    assertThat(durations()).isEmpty();
  }

  @Test
  void unsampledSpanOfAnother_isNotDoubled() throws Exception {
    SpanContext unsampled =
        SpanContext.create(
            TRACE, "00f067aa0ba902b7", TraceFlags.getDefault(), TraceState.getDefault());
    AtomicReference<Origin> seen = new AtomicReference<>();
    start(
        Listener.edge(cairn()).outer(() -> Span.wrap(unsampled).makeCurrent()),
        exchange -> {
          seen.set(Origin.current());
          exchange.respond(204, -1).close();
        });
    get("/photos/1");
    telemetry.awaitThat(() -> seen.get() != null);
    assertThat(seen.get().spanContext()).isEqualTo(unsampled);
    assertThat(durations()).isEmpty();
  }

  @Test
  void otherSpanAround_isTheParent() throws Exception {
    start(
        Listener.edge(cairn())
            .outer(() -> otherInstrumentation(SpanKind.INTERNAL, new AtomicReference<>())),
        answering(204));
    get("/photos/1");
    telemetry.await("theirs");
    assertThat(telemetry.span("GET /photos/{id}").getParentSpanId())
        .isEqualTo(telemetry.span("theirs").getSpanId());
  }

  private Scope otherInstrumentation(SpanKind kind, AtomicReference<Span> span) {
    Span theirs =
        telemetry
            .openTelemetry()
            .getTracer("other")
            .spanBuilder("theirs")
            .setSpanKind(kind)
            .startSpan();
    span.set(theirs);
    Context context =
        Context.current()
            .with(theirs)
            .with(Baggage.builder().put("colour", "blue").put("user.id", "mallory").build());
    Scope scope = context.makeCurrent();
    return () -> {
      scope.close();
      theirs.end();
    };
  }

  // Metrics

  @Test
  void duration_hasOnlyLowCardinality() throws Exception {
    start(
        Listener.edge(cairn()).who((header, origin) -> origin.withUser("alice", "acme")),
        answering(500));
    get("/photos/1");
    get("/photos/2?x=y");
    telemetry.awaitSpans(2);
    telemetry.awaitThat(() -> !durations().isEmpty() && durations().get(0).getCount() == 2);
    assertThat(durations()).hasSize(1);
    HistogramPointData point = durations().get(0);
    assertThat(point.getAttributes().asMap())
        .containsExactlyInAnyOrderEntriesOf(
            Map.<AttributeKey<?>, Object>of(
                CairnAttributes.HTTP_REQUEST_METHOD, "GET",
                CairnAttributes.HTTP_ROUTE, "/photos/{id}",
                CairnAttributes.HTTP_RESPONSE_STATUS_CODE, 500L,
                CairnAttributes.ERROR_TYPE, "500",
                CairnAttributes.URL_SCHEME, "http",
                CairnAttributes.NETWORK_PROTOCOL_VERSION, "1.1"));
    assertThat(point.getBoundaries())
        .containsExactly(
            0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5, 10.0);
    assertThat(point.getSum()).isBetween(0.0, 10.0);
  }

  // First law

  @Test
  void brokenPropagator_costsOnlyTheTraceContext() throws Exception {
    Cairn cairn = Cairn.create(FaultySdk.brokenPropagator(telemetry.openTelemetry()));
    AtomicReference<Origin> seen = new AtomicReference<>();
    start(
        Listener.edge(cairn),
        exchange -> {
          seen.set(Origin.current());
          exchange.respond(204, -1).close();
        });
    get("/photos/1", "traceparent", TRACEPARENT);
    SpanData span = span("GET /photos/{id}");
    assertThat(span.getParentSpanContext().isValid()).isFalse();
    assertThat(seen.get().spanContext()).isEqualTo(span.getSpanContext());
  }

  @ParameterizedTest
  @EnumSource(Listener.Trust.class)
  void decoration_changesNoResponse(Listener.Trust trust) throws Exception {
    differsInNothing(Listener.edge(cairn()).trust(trust));
    telemetry.awaitSpans(5);
  }

  @Test
  void switchedOff_doesNothing() throws Exception {
    Cairn cairn = cairn();
    cairn.setEnabled(false);
    AtomicReference<Context> seen = new AtomicReference<>();
    start(
        Listener.edge(cairn),
        exchange -> {
          seen.set(Context.current());
          exchange.respond(204, -1).close();
        });
    get("/photos/1", "traceparent", TRACEPARENT);
    assertThat(seen.get()).isSameAs(Context.root());
    assertThat(telemetry.spans()).isEmpty();
    assertThat(durations()).isEmpty();
    differsInNothing(Listener.edge(cairn));
  }

  private void differsInNothing(Listener listener) throws Exception {
    WebApp echo =
        exchange -> {
          byte[] body = exchange.body().readAllBytes();
          boolean head = exchange.method().equals("HEAD");
          exchange.header("x-echo", exchange.method() + ' ' + exchange.path());
          exchange.header("x-twice", "1");
          exchange.header("x-twice", "2");
          int status = exchange.path().endsWith("/5") ? 500 : 200;
          try (OutputStream out = exchange.respond(status, head ? -1 : body.length + 1)) {
            if (!head) {
              out.write(body);
              out.write('!');
            }
          }
        };
    start(Listener.bare(), echo);
    List<List<Object>> bare = conversation();
    start(listener, echo);
    assertThat(conversation()).isEqualTo(bare);
  }

  private List<List<Object>> conversation() throws Exception {
    return List.of(
        talk("GET", "/photos/1?a=b", ""),
        talk("POST", "/photos/2", "body"),
        talk("HEAD", "/photos/3", ""),
        talk("FROBNICATE", "/else%2Fwhere", "x"),
        talk("DELETE", "/photos/5", ""));
  }

  private List<Object> talk(String method, String path, String body) throws Exception {
    HttpResponse<String> response =
        client.send(
            request(path)
                .header("traceparent", TRACEPARENT)
                .header("baggage", "colour=blue," + ORIGIN)
                .method(
                    method,
                    body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString());
    Map<String, List<String>> headers = new TreeMap<>(response.headers().map());
    headers.remove("date");
    return List.of(response.statusCode(), headers, response.body());
  }

  @Test
  void largeBodies_stream() throws Exception {
    CountDownLatch firstPartRead = new CountDownLatch(1);
    byte[] part = new byte[1 << 20];
    start(
        Listener.edge(cairn()),
        exchange -> {
          try (OutputStream out = exchange.respond(200, 0)) {
            out.write(part);
            out.flush();
            if (!firstPartRead.await(10, TimeUnit.SECONDS)) {
              throw new IOException("the first part was held back");
            }
            out.write(part);
          } catch (InterruptedException stopped) {
            throw new IOException(stopped);
          }
        });
    HttpResponse<InputStream> response =
        client.send(request("/photos/1").build(), BodyHandlers.ofInputStream());
    try (InputStream body = response.body()) {
      assertThat(body.readNBytes(part.length)).hasSize(part.length);
      firstPartRead.countDown();
      assertThat(body.readAllBytes()).hasSize(part.length);
    }
    span("GET /photos/{id}");
  }
}
