// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.contract;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import java.util.Map;

/**
 * Knows which spans have started and not ended.
 *
 * @param names by span id; thread-safe
 */
record RunningSpans(Map<String, String> names) implements SpanProcessor {
  @Override
  public void onStart(Context parentContext, ReadWriteSpan span) {
    names.put(span.getSpanContext().getSpanId(), span.getName());
  }

  @Override
  public boolean isStartRequired() {
    return true;
  }

  @Override
  public void onEnd(ReadableSpan span) {
    names.remove(span.getSpanContext().getSpanId());
  }

  @Override
  public boolean isEndRequired() {
    return true;
  }
}
