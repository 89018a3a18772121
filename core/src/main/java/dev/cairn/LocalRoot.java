// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import java.util.HashMap;
import java.util.Map;

/**
 * The span of a request or job in this process, and what the storage calls under it have cost so
 * far: written on it as they end, because nobody but its owner knows when it ends itself. It enters
 * the context with an {@link Origin}, whoever began the span. For authors of an instrumentation.
 * Thread-safe.
 */
public final class LocalRoot {
  private static final ContextKey<LocalRoot> KEY = ContextKey.named("cairn-local-root");

  private static final LocalRoot NONE = new LocalRoot(Span.getInvalid());

  private final Span span;
  private final Map<AttributeKey<?>, Number> sums = new HashMap<>();

  private LocalRoot(Span span) {
    this.span = span;
  }

  /** Returns the context with its current span as the local root, unless it has one. */
  static Context enter(Context context) {
    Span current = Span.fromContext(context);
    LocalRoot known = context.get(KEY);
    boolean isKnown = known != null && known.isOfTraceOf(current);
    return isKnown || !current.isRecording() ? context : context.with(KEY, new LocalRoot(current));
  }

  /**
   * Returns the local root of a call.
   *
   * @param parent the context the call was made in
   * @param own the call's span: it stands for a local root that is not known, or that has ended
   */
  public static LocalRoot of(Context parent, Span own) {
    LocalRoot known = parent.get(KEY);
    if (known != null && known.isRecording() && known.isOfTraceOf(own)) {
      return known;
    }
    return own.isRecording() ? new LocalRoot(own) : NONE;
  }

  /** Returns the span of the context's local root, or a no-op where none is known. */
  static Span in(Context context) {
    LocalRoot known = context.get(KEY);
    return known == null ? Span.getInvalid() : known.span;
  }

  /** A job inside a request, or a span without a parent, is not the request's. */
  private boolean isOfTraceOf(Span other) {
    return span.getSpanContext().getTraceId().equals(other.getSpanContext().getTraceId());
  }

  /** Returns whether it makes a difference what is added. */
  public boolean isRecording() {
    return span.isRecording();
  }

  /** Adds to a sum. Nothing is written for nothing. */
  public synchronized void add(AttributeKey<Long> key, long more) {
    if (more > 0) {
      long sum = sums.getOrDefault(key, 0L).longValue() + more;
      sums.put(key, sum);
      span.setAttribute(key, sum);
    }
  }

  /** Adds to a sum. Nothing is written for nothing. */
  public synchronized void add(AttributeKey<Double> key, double more) {
    if (more > 0) {
      double sum = sums.getOrDefault(key, 0.0).doubleValue() + more;
      sums.put(key, sum);
      span.setAttribute(key, sum);
    }
  }

  /** Notes that something in the sums is so. */
  public void note(AttributeKey<Boolean> key) {
    span.setAttribute(key, true);
  }
}
