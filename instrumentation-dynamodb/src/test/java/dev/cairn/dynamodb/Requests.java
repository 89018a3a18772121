// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dynamodb;

import dev.cairn.Origin;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Scope;

/** Requests that another service began. */
final class Requests {
  static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

  private Requests() {}

  /** Makes current a request of ada's, of which this process has no span. */
  static Scope asAda() {
    SpanContext entry =
        SpanContext.createFromRemoteParent(
            TRACE, "00f067aa0ba902b7", TraceFlags.getSampled(), TraceState.getDefault());
    return Origin.begin("POST /photos", "photo-api", Span.wrap(entry))
        .withUser("ada", "acme")
        .makeCurrent();
  }
}
