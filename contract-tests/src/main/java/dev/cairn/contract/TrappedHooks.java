// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.contract;

import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.context.propagation.TextMapSetter;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import java.util.Collection;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;

/** The hooks that OpenTelemetry lets applications implement, each over a {@link Trap}. */
final class TrappedHooks {
  private static final AttributeKey<String> HUGE = AttributeKey.stringKey("huge");

  private TrappedHooks() {}

  record TrappedSampler(Trap trap) implements Sampler {
    @Override
    public SamplingResult shouldSample(
        Context parentContext,
        String traceId,
        String name,
        SpanKind spanKind,
        Attributes attributes,
        List<LinkData> parentLinks) {
      if (!trap.spring()) {
        return SamplingResult.recordAndSample();
      }
      return trap.fault() == Fault.NULL
          ? null
          : SamplingResult.create(
              SamplingResult.recordAndSample().getDecision(), Attributes.of(HUGE, trap.huge()));
    }

    @Override
    public String getDescription() {
      return "trapped";
    }
  }

  record Processor(Trap trap, boolean atStart) implements SpanProcessor {
    @Override
    public void onStart(Context parentContext, ReadWriteSpan span) {
      if (trap.spring()) {
        span.setAttribute(HUGE, trap.huge());
      }
    }

    @Override
    public boolean isStartRequired() {
      return atStart;
    }

    @Override
    public void onEnd(ReadableSpan span) {
      trap.spring();
    }

    @Override
    public boolean isEndRequired() {
      return !atStart;
    }
  }

  record Exporter(Trap trap) implements SpanExporter {
    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
      return trap.spring() ? null : CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode flush() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
      return CompletableResultCode.ofSuccess();
    }
  }

  record MeasureExporter(Trap trap) implements MetricExporter {
    @Override
    public CompletableResultCode export(Collection<MetricData> metrics) {
      return trap.spring() ? null : CompletableResultCode.ofSuccess();
    }

    @Override
    public AggregationTemporality getAggregationTemporality(InstrumentType instrumentType) {
      return AggregationTemporality.CUMULATIVE;
    }

    @Override
    public CompletableResultCode flush() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
      return CompletableResultCode.ofSuccess();
    }
  }

  /** A handler of the JDK's logging. */
  static final class LogHandler extends Handler {
    private final Trap trap;

    LogHandler(Trap trap) {
      this.trap = trap;
    }

    @Override
    public void publish(LogRecord record) {
      trap.spring();
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  record Propagator(Trap trap) implements TextMapPropagator {
    private static final String HEADER = "x-trapped";

    @Override
    public Collection<String> fields() {
      return trap.spring() ? null : List.of(HEADER);
    }

    @Override
    public <C> void inject(Context context, C carrier, TextMapSetter<C> setter) {
      if (trap.spring()) {
        setter.set(carrier, HEADER, trap.fault() == Fault.NULL ? null : trap.huge());
      }
    }

    @Override
    public <C> Context extract(Context context, C carrier, TextMapGetter<C> getter) {
      if (!trap.spring()) {
        return context;
      }
      return trap.fault() == Fault.NULL
          ? null
          : context.with(Baggage.builder().put("user.id", trap.huge()).build());
    }
  }

  /** A span context whose ids are trapped. */
  record TrappedContext(Trap trap, SpanContext working) implements SpanContext {
    @Override
    public String getTraceId() {
      return trap.spring() ? null : working.getTraceId();
    }

    @Override
    public String getSpanId() {
      return trap.spring() ? null : working.getSpanId();
    }

    @Override
    public boolean isValid() {
      return true;
    }

    @Override
    public TraceFlags getTraceFlags() {
      return working.getTraceFlags();
    }

    @Override
    public TraceState getTraceState() {
      return working.getTraceState();
    }

    @Override
    public boolean isRemote() {
      return working.isRemote();
    }
  }
}
