// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.Origin;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.context.Context;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutboundBaggageTest {
  private static final String ORIGIN =
      "cairn.origin=00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01,user.id=bob%20b";

  @Test
  void nothingToSay_leavesTheHeaderAlone() {
    assertThat(OutboundBaggage.merge(List.of(), null, "")).isNull();
    assertThat(OutboundBaggage.merge(List.of("a=b"), null, "")).isNull();
    assertThat(OutboundBaggage.merge(List.of("a=b"), "", "")).isNull();
  }

  @Test
  void memberOfTheRequest_winsOverTheInjected() {
    assertThat(OutboundBaggage.merge(List.of("a=1;p", " b = 2"), "a=3,b=4,c=5", ""))
        .isEqualTo("a=1;p, b = 2,c=5");
  }

  @Test
  void origin_comesLastAndWins() {
    String merged = OutboundBaggage.merge(List.of("user.id=app"), "cairn.x=y", ORIGIN);
    assertThat(merged).isEqualTo("user.id=app,cairn.x=y," + ORIGIN);
    assertThat(Origin.fromBaggage(merged).user()).isEqualTo("bob b");
  }

  @Test
  void originBeyondTheLimit_isLeftOut() {
    String fits = "a=" + "x".repeat(8192 - ORIGIN.length() - 3);
    assertThat(OutboundBaggage.merge(List.of(fits), null, ORIGIN)).hasSize(8192);
    assertThat(OutboundBaggage.merge(List.of(fits + 'x'), null, ORIGIN)).isNull();
    assertThat(OutboundBaggage.merge(List.of(), null, "x".repeat(8192))).isNull();
  }

  @Test
  void baggageOfTheContext_isJoinedByTheOriginOnlyWhereThereIsAny() {
    Context empty = Context.root();
    assertThat(OutboundBaggage.withOrigin(empty, ORIGIN)).isSameAs(empty);
    Context filled = empty.with(Baggage.builder().put("a", "b").build());
    assertThat(OutboundBaggage.withOrigin(filled, "")).isSameAs(filled);
    Baggage both = Baggage.fromContext(OutboundBaggage.withOrigin(filled, ORIGIN));
    assertThat(both.asMap()).containsOnlyKeys("a", "cairn.origin", "user.id");
    assertThat(both.getEntryValue("user.id")).isEqualTo("bob b");
  }
}
