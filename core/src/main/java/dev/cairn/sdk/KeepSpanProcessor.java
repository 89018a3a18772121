// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sdk;

import dev.cairn.CairnAttributes;
import dev.cairn.OwnSpans;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;

/**
 * Exports what matters of the spans that {@link KeepSampler} has recorded although the
 * application's sampler dropped them. Sampled spans are the application's own processor's, so that
 * each is exported once. Thread-safe; never throws and never blocks.
 */
final class KeepSpanProcessor implements SpanProcessor {
  private final Keep keep;
  private final ErrorLimit errors;
  private final LocalRoots roots = new LocalRoots();
  private final KeepWorker worker;
  private final KeepCounts counts;
  private final Faults faults;

  KeepSpanProcessor(
      Keep keep, ErrorLimit errors, KeepWorker worker, KeepCounts counts, Faults faults) {
    this.keep = keep;
    this.errors = errors;
    this.worker = worker;
    this.counts = counts;
    this.faults = faults;
  }

  @Override
  public void onStart(Context parentContext, ReadWriteSpan span) {
    try {
      OpenTelemetry owner = OwnSpans.from(parentContext);
      if (owner != null) {
        counts.measureBy(owner);
      }
    } catch (Throwable fault) {
      faults.caught("keep.start", fault);
    }
  }

  @Override
  public boolean isStartRequired() {
    return true;
  }

  @Override
  public void onEnd(ReadableSpan span) {
    try {
      SpanContext parent = span.getParentSpanContext();
      boolean root = KeepSampler.isRemote(parent);
      if (!span.getSpanContext().isSampled()) {
        ended(span.toSpanData(), root);
      } else if (!root && !parent.isSampled() && Reason.of(span.toSpanData()) != null) {
        keepRoot(span.getSpanContext().getTraceId());
      }
    } catch (Throwable fault) {
      faults.caught("keep.end", fault);
    }
  }

  private void ended(SpanData span, boolean root) {
    Reason reason = Reason.of(span);
    boolean tooMany = reason == Reason.ERROR && !errors.tryPass();
    if (tooMany) {
      reason = null;
    }
    if (reason == null && root && isRootToKeep(span)) {
      reason = Reason.ROOT;
    }
    if (reason != null) {
      worker.add(span, reason);
      if (!root) {
        keepRoot(span.getTraceId());
      }
    } else if (tooMany) {
      counts.dropped(Reason.ERROR, "there are more errors than cairn.keep.errors a second");
    }
  }

  private boolean isRootToKeep(SpanData root) {
    boolean asked =
        keep == Keep.REQUESTS && root.getAttributes().get(CairnAttributes.ORIGIN_TRACE_ID) != null;
    return asked || roots.isKeptElseRemember(root);
  }

  private void keepRoot(String traceId) {
    SpanData ended = roots.keep(traceId);
    if (ended != null) {
      worker.add(ended, Reason.ROOT);
    }
  }

  @Override
  public boolean isEndRequired() {
    return true;
  }

  @Override
  public CompletableResultCode forceFlush() {
    return worker.flush();
  }

  @Override
  public CompletableResultCode shutdown() {
    return worker.shutdown();
  }

  @Override
  public String toString() {
    return "KeepSpanProcessor{" + keep + '}';
  }
}
