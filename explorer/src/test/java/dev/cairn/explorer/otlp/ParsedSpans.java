// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.otlp;

import dev.cairn.CairnAttributes;
import dev.cairn.explorer.store.Emitter;
import dev.cairn.explorer.store.SpanRecord;
import dev.cairn.explorer.store.SpanRecord.Content;
import dev.cairn.explorer.store.SpanRecord.Event;
import dev.cairn.explorer.store.SpanRecord.Identity;
import dev.cairn.explorer.store.SpanRecord.Link;
import dev.cairn.explorer.store.SpanRecord.Operation;
import dev.cairn.explorer.store.SpanRecord.Times;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The spans of a batch as protobuf's own parser reads them. */
final class ParsedSpans {
  private ParsedSpans() {}

  static List<SpanRecord> of(ExportTraceServiceRequest request) {
    List<SpanRecord> spans = new ArrayList<>();
    for (ResourceSpans resource : request.getResourceSpansList()) {
      Emitters emitters = new Emitters(resource.getResource());
      for (ScopeSpans scope : resource.getScopeSpansList()) {
        Emitter emitter = emitters.of(scope.getScope());
        scope.getSpansList().stream()
            .map(span -> map(emitter, span))
            .filter(Objects::nonNull)
            .forEach(spans::add);
      }
    }
    return spans;
  }

  /** Returns null where the span has no valid id. */
  private static SpanRecord map(Emitter emitter, Span span) {
    String traceId = OtlpIds.trace(span.getTraceId());
    String spanId = OtlpIds.span(span.getSpanId());
    return traceId == null || spanId == null
        ? null
        : new SpanRecord(
            new Identity(traceId, spanId, OtlpIds.span(span.getParentSpanId())),
            new Operation(emitter, span.getName(), kind(span.getKind()), status(span.getStatus())),
            new Times(span.getStartTimeUnixNano(), span.getEndTimeUnixNano()),
            new Content(
                ProtoAttributes.map(span.getAttributesList()),
                links(span.getLinksList()),
                events(span.getEventsList())));
  }

  private static List<Link> links(List<Span.Link> links) {
    List<Link> valid = new ArrayList<>(links.size());
    for (Span.Link link : links) {
      String traceId = OtlpIds.trace(link.getTraceId());
      String spanId = OtlpIds.span(link.getSpanId());
      if (traceId != null && spanId != null) {
        valid.add(
            new Link(
                traceId,
                spanId,
                ProtoAttributes.map(link.getAttributesList()).get(CairnAttributes.LINK_TYPE)));
      }
    }
    return valid;
  }

  private static List<Event> events(List<Span.Event> events) {
    return events.stream()
        .map(
            event ->
                new Event(
                    event.getTimeUnixNano(),
                    event.getName(),
                    ProtoAttributes.map(event.getAttributesList())))
        .toList();
  }

  private static SpanKind kind(Span.SpanKind kind) {
    return switch (kind) {
      case SPAN_KIND_SERVER -> SpanKind.SERVER;
      case SPAN_KIND_CLIENT -> SpanKind.CLIENT;
      case SPAN_KIND_PRODUCER -> SpanKind.PRODUCER;
      case SPAN_KIND_CONSUMER -> SpanKind.CONSUMER;
      case SPAN_KIND_INTERNAL, SPAN_KIND_UNSPECIFIED, UNRECOGNIZED -> SpanKind.INTERNAL;
    };
  }

  private static SpanRecord.Status status(Status status) {
    String message = status.getMessage().isEmpty() ? null : status.getMessage();
    return switch (status.getCode()) {
      case STATUS_CODE_OK -> new SpanRecord.Status(StatusCode.OK, message);
      case STATUS_CODE_ERROR -> new SpanRecord.Status(StatusCode.ERROR, message);
      case STATUS_CODE_UNSET, UNRECOGNIZED ->
          message == null
              ? SpanRecord.Status.UNSET
              : new SpanRecord.Status(StatusCode.UNSET, message);
    };
  }
}
