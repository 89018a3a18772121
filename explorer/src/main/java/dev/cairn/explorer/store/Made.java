// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.store;

import dev.cairn.CairnAttributes;
import java.util.UUID;

/** What rows made of a span share: when, which, and on whose behalf. */
record Made(SpanRecord span, UUID traceId, long spanId, Behalf behalf) {
  /**
   * On whose behalf, each null where the span does not say it.
   *
   * @param originId the trace of the entry request
   */
  record Behalf(String user, String tenant, String originRequest, UUID originId) {}

  static Made of(SpanRecord span) {
    return new Made(
        span,
        Ids.trace(span.traceId()),
        Ids.span(span.spanId()),
        new Behalf(
            span.attribute(CairnAttributes.USER_ID),
            span.attribute(CairnAttributes.TENANT_ID),
            span.attribute(CairnAttributes.ORIGIN_REQUEST),
            Ids.trace(span.attribute(CairnAttributes.ORIGIN_TRACE_ID))));
  }

  long time() {
    return span.times().startNanos();
  }

  long duration() {
    return span.times().endNanos() - span.times().startNanos();
  }

  /** Adds the two values that name the span. */
  void addIds(Values values) {
    values.add(traceId).add(spanId);
  }
}
