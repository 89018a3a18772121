// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.cli;

import dev.cairn.explorer.store.Emitter;
import dev.cairn.explorer.store.SpanRecord;
import dev.cairn.explorer.store.Traffic;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.testing.trace.TestSpanData;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** A span of {@link Traffic}, as OpenTelemetry's exporters are given it. */
final class Exported {
  /** They begin now: of days that are over, the store would sort them meanwhile. */
  private static final long LATER =
      TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis())
          - new Traffic().trace(0).get(0).times().startNanos();

  private static final InstrumentationScopeInfo SCOPE =
      InstrumentationScopeInfo.create("dev.cairn");

  /** A service has one, by which exporters put its spans together. */
  private static final Map<Emitter, Resource> RESOURCES = new ConcurrentHashMap<>();

  private Exported() {}

  static SpanData data(SpanRecord span) {
    return TestSpanData.builder()
        .setSpanContext(context(span.traceId(), span.spanId()))
        .setParentSpanContext(
            span.parentSpanId() == null
                ? SpanContext.getInvalid()
                : context(span.traceId(), span.parentSpanId()))
        .setName(span.operation().name())
        .setKind(span.operation().kind())
        .setStartEpochNanos(span.times().startNanos() + LATER)
        .setEndEpochNanos(span.times().endNanos() + LATER)
        .setHasEnded(true)
        .setStatus(StatusData.unset())
        .setAttributes(span.attributes())
        .setTotalAttributeCount(span.attributes().size())
        .setLinks(
            span.links().stream()
                .map(link -> LinkData.create(context(link.traceId(), link.spanId())))
                .toList())
        .setTotalRecordedLinks(span.links().size())
        .setEvents(
            span.content().events().stream()
                .map(
                    event ->
                        EventData.create(
                            event.timeNanos() + LATER, event.name(), event.attributes()))
                .toList())
        .setTotalRecordedEvents(span.content().events().size())
        .setResource(
            RESOURCES.computeIfAbsent(
                span.operation().emitter(), emitter -> Resource.create(emitter.resource())))
        .setInstrumentationScopeInfo(SCOPE)
        .build();
  }

  private static SpanContext context(String traceId, String spanId) {
    return SpanContext.create(traceId, spanId, TraceFlags.getSampled(), TraceState.getDefault());
  }
}
