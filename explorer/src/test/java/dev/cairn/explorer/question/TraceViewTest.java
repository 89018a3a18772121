// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.question;

import static dev.cairn.explorer.store.SpanBuilder.span;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.CairnAttributes;
import dev.cairn.explorer.store.SpanRecord;
import io.opentelemetry.api.trace.SpanKind;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TraceViewTest {
  private final SpanRecord top = span("1", "1").service("a").kind(SpanKind.SERVER, "top").build();
  private final SpanRecord call =
      span("1", "2").parent("1").service("a").kind(SpanKind.CLIENT, "call").build();
  private final SpanRecord served =
      span("1", "3").parent("2").service("b").kind(SpanKind.SERVER, "served").build();
  private final SpanRecord inner = span("1", "4").parent("3").service("b").build();
  private final SpanRecord lost = span("1", "5").parent("dead").service("c").build();
  private final TraceView view = new TraceView(List.of(inner, served, lost, call, top));

  @Test
  void children_areOfTheirParent() {
    assertThat(view.children(top)).containsExactly(call);
    assertThat(view.children(inner)).isEmpty();
  }

  @Test
  void orphans_areThoseWhoseParentIsNotThere() {
    assertThat(view.orphans()).containsExactly(lost);
  }

  @Test
  void localRoot_isWhereItsProcessWasEntered() {
    assertThat(view.localRoot(inner)).isEqualTo(served);
    assertThat(view.localRoot(served)).isEqualTo(served);
    assertThat(view.localRoot(call)).isEqualTo(top);
    assertThat(view.localRoot(top)).isEqualTo(top);
    assertThat(view.localRoot(lost)).isEqualTo(lost);
  }

  @Test
  void localRoot_ofAnotherService_needsNoServerSpan() {
    SpanRecord unserved = span("1", "6").parent("2").service("d").build();
    SpanRecord below = span("1", "7").parent("6").service("d").build();

    assertThat(new TraceView(List.of(top, call, unserved, below)).localRoot(below))
        .isEqualTo(unserved);
  }

  @Test
  void localRoot_ofAConsumedMessage_isItsConsumer() {
    SpanRecord poll = span("2", "1").kind(SpanKind.INTERNAL, "poll").build();
    SpanRecord message = span("2", "2").parent("1").kind(SpanKind.CONSUMER, "process").build();
    SpanRecord work = span("2", "3").parent("2").build();

    assertThat(new TraceView(List.of(poll, message, work)).localRoot(work)).isEqualTo(message);
  }

  @Test
  void localRoot_inACircle_isOneOfIt() {
    SpanRecord one = span("1", "8").parent("9").build();
    SpanRecord other = span("1", "9").parent("8").build();

    assertThat(new TraceView(List.of(one, other)).localRoot(one)).isIn(one, other);
  }

  @Test
  void topAncestor_isTheWantedFurthestUp_andNeverTheSpanItself() {
    assertThat(view.topAncestor(inner, span -> span.operation().kind() == SpanKind.SERVER))
        .isEqualTo(top);
    assertThat(view.topAncestor(inner, span -> span.service().equals("b"))).isEqualTo(served);
    assertThat(view.topAncestor(top, any -> true)).isNull();
    assertThat(view.topAncestor(lost, any -> true)).isNull();
    assertThat(view.topAncestor(inner, any -> false)).isNull();
  }

  @Test
  void continuation_isNoCallOfItsOwn() {
    SpanRecord request = span("1", "1").build();
    SpanRecord call = span("1", "2").parent("1").build();
    SpanRecord more = span("1", "3").parent("1").with(CairnAttributes.ITEMS_FROM, 100L).build();

    assertThat(new TraceView(List.of(request, call, more)).children(request)).containsExactly(call);
  }
}
