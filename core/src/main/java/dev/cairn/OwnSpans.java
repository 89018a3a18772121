// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;

/**
 * Marks the contexts in which Cairn starts spans of its own. A sampler is told neither the tracer
 * nor the scope of a span, but it is given the context: by the mark, package {@code dev.cairn.sdk}
 * knows the spans that must not be dropped unseen, and by whose meters to count. For authors of an
 * instrumentation.
 */
public final class OwnSpans {
  private static final ContextKey<OpenTelemetry> KEY = ContextKey.named("cairn-own-span");

  private OwnSpans() {}

  /**
   * Returns the context, marked. To be given to {@code SpanBuilder.setParent} and to nothing else:
   * spans of others that start below it would pass for Cairn's.
   */
  public static Context mark(Context parent, Cairn cairn) {
    return parent.with(KEY, cairn.openTelemetry());
  }

  /** Returns what the span that starts in this context comes from; null where it is not Cairn's. */
  public static OpenTelemetry from(Context parent) {
    return parent.get(KEY);
  }
}
