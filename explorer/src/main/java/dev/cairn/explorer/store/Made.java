// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.store;

import dev.cairn.CairnAttributes;
import java.sql.SQLException;
import java.util.UUID;

/** What rows made of a span share: when, which, and on whose behalf. */
record Made(SpanRecord span, UUID traceId, long spanId) {
  long time() {
    return span.times().startNanos();
  }

  long duration() {
    return span.times().endNanos() - span.times().startNanos();
  }

  String user() {
    return span.attribute(CairnAttributes.USER_ID);
  }

  String tenant() {
    return span.attribute(CairnAttributes.TENANT_ID);
  }

  String originRequest() {
    return span.attribute(CairnAttributes.ORIGIN_REQUEST);
  }

  /** Returns the trace of the entry request, or null. */
  UUID originId() {
    return Ids.trace(span.attribute(CairnAttributes.ORIGIN_TRACE_ID));
  }

  /** Adds the two values that name the span. */
  void addIds(Values values) throws SQLException {
    values.add(traceId).add(spanId);
  }
}
