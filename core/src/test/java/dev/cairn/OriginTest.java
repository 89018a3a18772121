// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class OriginTest {
  private static final Span ENTRY =
      Span.wrap(
          SpanContext.create(
              "4bf92f3577b34da6a3ce929d0e0e4736",
              "00f067aa0ba902b7",
              TraceFlags.getSampled(),
              TraceState.getDefault()));
  private static final Origin ADA =
      Origin.begin("POST /photos/{id}", "photo-api", ENTRY)
          .withUser("ada", "acme")
          .withSession("s-1");

  @Test
  void none_isTheOriginOfNothing() {
    assertThat(Origin.current()).isSameAs(Origin.none());
    assertThat(Origin.none().isPresent()).isFalse();
    assertThat(Origin.none().withUser("ada", null))
        .as("no request, no user")
        .isSameAs(Origin.none());
    assertThat(Origin.none().toBaggage()).isEmpty();
  }

  @Test
  void current_isThatOfTheInnermostScope() {
    try (Scope outer = ADA.makeCurrent()) {
      assertThat(Origin.current()).isSameAs(ADA);
      Origin bob = ADA.withUser("bob", "acme");
      try (Scope inner = bob.makeCurrent()) {
        assertThat(Origin.current().user()).isEqualTo("bob");
      }
      assertThat(Origin.current()).isSameAs(ADA);
    }
    assertThat(Origin.current()).isSameAs(Origin.none());
  }

  @Test
  void current_travelsWithTheContextAcrossThreads() throws Exception {
    ExecutorService pool = Executors.newSingleThreadExecutor();
    try (Scope ignored = ADA.makeCurrent()) {
      assertThat(Context.taskWrapping(pool).submit(Origin::current).get()).isSameAs(ADA);
      assertThat(pool.submit(Origin::current).get()).isSameAs(Origin.none());
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void current_isNotInBaggage() {
    try (Scope ignored = ADA.makeCurrent()) {
      assertThat(Baggage.current().isEmpty()).isTrue();
    }
  }

  @Test
  void toBaggage_isReadBack() {
    assertThat(ADA.toBaggage())
        .isEqualTo(
            "cairn.origin=00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01,"
                + "user.id=ada,tenant.id=acme,cairn.service=photo-api,session.id=s-1,"
                + "cairn.request=POST%20/photos/{id}");

    Origin received = Origin.fromBaggage("theirs=1 , " + ADA.toBaggage() + ";p=1,other=2");
    assertThat(received.user()).isEqualTo("ada");
    assertThat(received.tenant()).isEqualTo("acme");
    assertThat(received.session()).isEqualTo("s-1");
    assertThat(received.request()).isEqualTo("POST /photos/{id}");
    assertThat(received.service()).isEqualTo("photo-api");
    assertThat(received.spanContext().getSpanId()).isEqualTo("00f067aa0ba902b7");
    assertThat(received.spanContext().isRemote()).isTrue();
  }

  @Test
  void toBaggage_leavesOutRequestThenSession_andNeverTheUser() {
    Origin wordy = Origin.begin("r".repeat(900), "photo-api", ENTRY).withUser("ada", "acme");
    assertThat(wordy.withSession("s-1").toBaggage()).contains("session.id=").doesNotContain("rrr");
    assertThat(wordy.withSession("s".repeat(900)).toBaggage())
        .doesNotContain("session.id=")
        .hasSizeLessThanOrEqualTo(1024);
    assertThat(wordy.withUser("u".repeat(2000), "acme").toBaggage())
        .contains("user.id=" + "u".repeat(2000))
        .contains("tenant.id=acme");
  }

  @Test
  void fromBaggage_isNone_withoutAnEntryRequest() {
    assertThat(Origin.fromBaggage(null)).isSameAs(Origin.none());
    assertThat(Origin.fromBaggage("user.id=ada")).isSameAs(Origin.none());
    assertThat(Origin.fromBaggage("user.id=ada,cairn.origin=nonsense")).isSameAs(Origin.none());
  }

  @Property
  void fromBaggage_neverThrows(@ForAll String header) {
    Origin.fromBaggage(header);
    Origin.fromBaggage(ADA.toBaggage() + "," + header);
  }

  @Property
  void baggage_carriesAnyUser(@ForAll String user) {
    String wellFormed = new String(user.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    Origin read = Origin.fromBaggage(ADA.withUser(wellFormed, null).toBaggage());

    assertThat(read.user()).isEqualTo(wellFormed.isEmpty() ? null : wellFormed);
    assertThat(read.toBaggage()).matches("[!-~]*");
  }

  @Test
  void resumed_keepsTheMembersOfTheStamp() {
    Stamp stamp = Stamp.parse(ADA.stampText(StampMode.FULL, UserMode.PLAIN));
    Origin resumed = stamp.resume();

    assertThat(resumed.isResumed()).isTrue();
    assertThat(resumed.user()).isEqualTo("ada");
    assertThat(resumed.request()).isEqualTo("POST /photos/{id}");
    assertThat(resumed.stampText(StampMode.FULL, UserMode.NONE)).isEqualTo(stamp.toString());
    assertThat(resumed.stampText(StampMode.TRACE, UserMode.PLAIN))
        .isEqualTo(stamp.toString().substring(0, 55));
  }
}
