// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.CairnAttributes;
import dev.cairn.Origin;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a decorated HTTP server believes of what it is sent. */
public abstract class HttpServerTrustContract extends HttpServerSuite {
  @Test
  void remoteParent_isContinued() throws Exception {
    start(Listener.edge(cairn()), answering(204));
    get("/photos/1", "traceparent", TRACEPARENT);
    SpanData span = span("GET /photos/{id}");
    assertThat(span.getTraceId()).isEqualTo(TRACE);
    assertThat(span.getParentSpanContext().isRemote()).isTrue();
    assertThat(span.getAttributes().get(CairnAttributes.ORIGIN_TRACE_ID)).isEqualTo(TRACE);
  }

  @Test
  void restartingEdge_onlyLinksTheTraceReceived() throws Exception {
    start(Listener.edge(cairn()).trust(Listener.Trust.RESTARTING_EDGE), answering(204));
    get("/photos/1", "traceparent", TRACEPARENT);
    SpanData span = span("GET /photos/{id}");
    assertThat(span.getTraceId()).isNotEqualTo(TRACE);
    assertThat(span.getParentSpanContext().isValid()).isFalse();
    assertThat(span.getLinks()).hasSize(1);
    assertThat(span.getLinks().get(0).getSpanContext().getTraceId()).isEqualTo(TRACE);
  }

  @ParameterizedTest
  @EnumSource(Listener.Trust.class)
  void baggageOfAnOrigin_isTakenFromTheApplications(Listener.Trust trust) throws Exception {
    AtomicReference<Baggage> seen = new AtomicReference<>();
    start(
        Listener.edge(cairn()).trust(trust),
        exchange -> {
          seen.set(Baggage.current());
          exchange.respond(204, -1).close();
        });
    get("/photos/1", "baggage", "colour=blue;p=1," + ORIGIN + ",session.id=s,cairn.later=x");
    span("GET /photos/{id}");
    assertThat(seen.get().asMap().keySet()).containsExactly("colour");
    assertThat(seen.get().getEntry("colour").getMetadata().getValue()).isEqualTo("p=1");
  }

  @ParameterizedTest
  @EnumSource(
      value = Listener.Trust.class,
      names = {"EDGE", "RESTARTING_EDGE"})
  void edge_ignoresForgedBaggage(Listener.Trust trust) throws Exception {
    AtomicReference<Origin> seen = new AtomicReference<>();
    start(
        Listener.edge(cairn()).trust(trust),
        exchange -> {
          seen.set(Origin.current());
          exchange.respond(204, -1).close();
        });
    get("/photos/1", "baggage", ORIGIN);
    SpanData span = span("GET /photos/{id}");
    assertThat(seen.get().user()).isNull();
    assertThat(seen.get().tenant()).isNull();
    assertThat(seen.get().request()).isEqualTo("GET /photos/{id}");
    assertThat(seen.get().spanContext()).isEqualTo(span.getSpanContext());
    assertThat(span.getAttributes().get(CairnAttributes.USER_ID)).isNull();
  }

  @Test
  void internal_takesTheOriginReceived() throws Exception {
    AtomicReference<Origin> seen = new AtomicReference<>();
    AtomicInteger asked = new AtomicInteger();
    start(
        Listener.edge(cairn())
            .trust(Listener.Trust.INTERNAL)
            .who(
                (header, origin) -> {
                  asked.incrementAndGet();
                  return origin.withUser("mallory", null);
                }),
        exchange -> {
          seen.set(Origin.current());
          exchange.respond(204, -1).close();
        });
    int comma = ORIGIN.indexOf(',');
    get("/photos/1", "baggage", ORIGIN.substring(0, comma), "baggage", ORIGIN.substring(comma + 1));
    SpanData span = span("GET /photos/{id}");
    assertThat(seen.get().user()).isEqualTo("bob");
    assertThat(seen.get().tenant()).isEqualTo("acme");
    assertThat(seen.get().request()).isEqualTo("POST /uploads");
    assertThat(seen.get().service()).isEqualTo("gateway");
    assertThat(span.getAttributes().get(CairnAttributes.USER_ID)).isEqualTo("bob");
    assertThat(span.getAttributes().get(CairnAttributes.ORIGIN_REQUEST)).isEqualTo("POST /uploads");
    assertThat(asked).hasValue(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"colour=blue", "user.id=bob", "cairn.origin=nonsense,user.id=bob"})
  void internalWithoutAnOriginReceived_beginsItsOwn(String baggage) throws Exception {
    AtomicReference<Origin> seen = new AtomicReference<>();
    start(
        Listener.edge(cairn())
            .trust(Listener.Trust.INTERNAL)
            .who((header, origin) -> origin.withUser("alice", null)),
        exchange -> {
          seen.set(Origin.current());
          exchange.respond(204, -1).close();
        });
    get("/photos/1", "baggage", baggage);
    span("GET /photos/{id}");
    assertThat(seen.get().request()).isEqualTo("GET /photos/{id}");
    assertThat(seen.get().user()).isEqualTo("alice");
  }
}
