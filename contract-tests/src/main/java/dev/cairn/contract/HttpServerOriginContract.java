// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.cairn.Cairn;
import dev.cairn.CairnAttributes;
import dev.cairn.Origin;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose request a decorated HTTP server takes a request for. */
public abstract class HttpServerOriginContract extends HttpServerTrustContract {
  @Test
  void origin_isCurrentInTheHandler() throws Exception {
    AtomicReference<Origin> seen = new AtomicReference<>();
    start(
        Listener.edge(cairn()),
        exchange -> {
          seen.set(Origin.current());
          telemetry.openTelemetry().getTracer("app").spanBuilder("work").startSpan().end();
          exchange.respond(204, -1).close();
        });
    get("/photos/1");
    SpanData entry = span("GET /photos/{id}");
    SpanData work = telemetry.span("work");
    assertThat(seen.get().request()).isEqualTo("GET /photos/{id}");
    assertThat(seen.get().service()).isEqualTo("photo-api");
    assertThat(seen.get().spanContext()).isEqualTo(entry.getSpanContext());
    assertThat(work.getParentSpanId()).isEqualTo(entry.getSpanId());
    assertThat(work.getAttributes().get(CairnAttributes.ORIGIN_REQUEST))
        .isEqualTo("GET /photos/{id}");
  }

  @Test
  void origin_isGoneAfterTheRequest() throws Exception {
    AtomicReference<Origin> left = new AtomicReference<>();
    Listener listener =
        Listener.edge(cairn())
            .outer(() -> () -> left.set(Origin.current())); // closed after the decorator
    start(listener, answering(204));
    get("/photos/1");
    span("GET /photos/{id}");
    telemetry.awaitThat(() -> left.get() != null);
    assertThat(left.get().isPresent()).isFalse();
  }

  @Test
  void resolver_namesTheUserOnTheEntrySpan() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    AtomicReference<Origin> seen = new AtomicReference<>();
    start(
        Listener.edge(cairn())
            .who(
                (header, origin) -> {
                  asked.incrementAndGet();
                  assertThat(origin.request()).isEqualTo("GET /photos/{id}");
                  assertThat(header.apply("X-Absent")).isNull();
                  return origin.withUser(header.apply("X-User"), "acme").withSession("s1");
                }),
        exchange -> {
          seen.set(Origin.current());
          exchange.respond(204, -1).close();
        });
    get("/photos/1", "x-user", "alice");
    SpanData span = span("GET /photos/{id}");
    assertThat(span.getAttributes().get(CairnAttributes.USER_ID)).isEqualTo("alice");
    assertThat(span.getAttributes().get(CairnAttributes.TENANT_ID)).isEqualTo("acme");
    assertThat(span.getAttributes().get(CairnAttributes.SESSION_ID)).isEqualTo("s1");
    assertThat(seen.get().user()).isEqualTo("alice");
    assertThat(asked).hasValue(1);
  }

  @Test
  void resolverThatThrows_givesNoUserButKeepsTheOrigin() throws Exception {
    AtomicReference<Origin> seen = new AtomicReference<>();
    start(
        Listener.edge(cairn())
            .who(
                (header, origin) -> {
                  throw new NoClassDefFoundError("on purpose");
                }),
        exchange -> {
          seen.set(Origin.current());
          exchange.respond(204, -1).close();
        });
    assertThat(get("/photos/1").statusCode()).isEqualTo(204);
    span("GET /photos/{id}");
    assertThat(seen.get().isPresent()).isTrue();
    assertThat(seen.get().user()).isNull();
    assertThat(telemetry.counted("cairn.faults")).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void resolver_saysNothingButWho(boolean answersNull) throws Exception {
    AtomicReference<Origin> seen = new AtomicReference<>();
    start(
        Listener.edge(cairn())
            .who((header, origin) -> answersNull ? null : Origin.fromBaggage(ORIGIN)),
        exchange -> {
          seen.set(Origin.current());
          exchange.respond(204, -1).close();
        });
    get("/photos/1");
    span("GET /photos/{id}");
    assertThat(seen.get().request()).isEqualTo("GET /photos/{id}");
    assertThat(seen.get().user()).isEqualTo(answersNull ? null : "bob");
  }

  @Test
  @SuppressWarnings("try") // a scope is there to be closed
  void lateUser_isOnTheEntrySpan() throws Exception {
    Cairn cairn = cairn();
    start(
        Listener.edge(cairn),
        exchange -> {
          try (Scope scope = cairn.identify("alice", "acme")) {
            telemetry.openTelemetry().getTracer("app").spanBuilder("work").startSpan().end();
            exchange.respond(204, -1).close();
          }
        });
    get("/photos/1");
    assertThat(span("GET /photos/{id}").getAttributes().get(CairnAttributes.USER_ID))
        .isEqualTo("alice");
    assertThat(telemetry.span("work").getAttributes().get(CairnAttributes.USER_ID))
        .isEqualTo("alice");
  }

  @Test
  void twoUsersAtOnce_doNotMix() throws Exception {
    CyclicBarrier both = new CyclicBarrier(2);
    start(
        Listener.edge(cairn())
            .who((header, origin) -> origin.withUser(header.apply("x-user"), null)),
        exchange -> {
          meet(both);
          byte[] user = Origin.current().user().getBytes(UTF_8);
          meet(both);
          exchange.respond(200, user.length).write(user);
        });
    for (int round = 0; round < 20; round++) {
      CompletableFuture<HttpResponse<String>> alice = getAsync("alice");
      CompletableFuture<HttpResponse<String>> bob = getAsync("bob");
      assertThat(alice.get().body()).isEqualTo("alice");
      assertThat(bob.get().body()).isEqualTo("bob");
    }
    telemetry.awaitSpans(40);
    assertThat(telemetry.spans().stream().map(SpanData::getTraceId).distinct()).hasSize(40);
  }

  private CompletableFuture<HttpResponse<String>> getAsync(String user) {
    return client.sendAsync(
        request("/photos/1").header("x-user", user).build(), BodyHandlers.ofString());
  }

  private static void meet(CyclicBarrier barrier) throws IOException {
    try {
      barrier.await(10, TimeUnit.SECONDS);
    } catch (Exception alone) {
      throw new IOException(alone);
    }
  }
}
