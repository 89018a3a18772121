// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sdk;

import dev.cairn.OwnSpans;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import java.util.List;
import java.util.Objects;

/**
 * Has local roots and Cairn's own spans recorded where the application's sampler drops them, so
 * that it can be seen at their end whether they matter. What is sampled stays as the application's
 * sampler decides, and so does the flag on the wire: a span that is only recorded is not sampled.
 */
final class KeepSampler implements Sampler {
  private final Sampler delegate;
  private final Faults faults;

  KeepSampler(Sampler delegate, Faults faults) {
    this.delegate = delegate;
    this.faults = faults;
  }

  @Override
  public SamplingResult shouldSample(
      Context parentContext,
      String traceId,
      String name,
      SpanKind spanKind,
      Attributes attributes,
      List<LinkData> parentLinks) {
    SamplingResult result;
    try {
      result =
          Objects.requireNonNull(
              delegate.shouldSample(
                  parentContext, traceId, name, spanKind, attributes, parentLinks),
              "the sampler returned null");
    } catch (Throwable fault) {
      faults.caught("sampler", fault);
      result = SamplingResult.drop();
    }
    boolean drops = result.getDecision() == SamplingDecision.DROP;
    return drops && concerns(parentContext) ? new Recorded(result) : result;
  }

  private static boolean concerns(Context parentContext) {
    return isRemote(Span.fromContext(parentContext).getSpanContext())
        || OwnSpans.from(parentContext) != null;
  }

  /** Returns whether a span of this parent is the first one of its trace in this process. */
  static boolean isRemote(SpanContext parent) {
    return !parent.isValid() || parent.isRemote();
  }

  @Override
  public String getDescription() {
    return "CairnKeep{" + delegate.getDescription() + '}';
  }

  @Override
  public String toString() {
    return getDescription();
  }

  /** What a sampler said of a span that it drops, but that the span is recorded. */
  private record Recorded(SamplingResult dropped) implements SamplingResult {
    @Override
    public SamplingDecision getDecision() {
      return SamplingDecision.RECORD_ONLY;
    }

    @Override
    public Attributes getAttributes() {
      return dropped.getAttributes();
    }

    @Override
    public TraceState getUpdatedTraceState(TraceState parent) {
      return dropped.getUpdatedTraceState(parent);
    }
  }
}
