// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.otlp;

import com.google.protobuf.CodedInputStream;
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
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Spans of OTLP as {@link SpanRecord}s. They are read from the octets, because the objects that
 * protobuf's own parser makes of a span cost more than all the rest; of what is seldom they are
 * made. Not thread-safe.
 */
final class SpanMapper {
  private static final int VARINT = 0;
  private static final int FIXED_64 = 1;
  private static final int WITH_LENGTH = 2;

  private final byte[] octets;
  private final Names names = new Names();
  private final AttributeReader attributes;

  SpanMapper(byte[] octets) {
    this.octets = octets;
    attributes = new AttributeReader(octets, names);
  }

  /** What is read of a span, field by field. */
  private static final class Reading {
    String traceId;
    String spanId;
    String parentId;
    String name = "";
    int kind;
    long start;
    long end;
    Status status = Status.getDefaultInstance();
    List<Link> links = List.of();
    List<Event> events = List.of();
  }

  /** Returns the span that stands there; null where it has no valid id or is too large. */
  SpanRecord map(Emitter emitter, int from, int to) throws IOException {
    Reading span = new Reading();
    CodedInputStream in = CodedInputStream.newInstance(octets, from, to - from);
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      int number = tag >>> 3;
      switch (tag & 7) {
        case WITH_LENGTH -> {
          int length = in.readRawVarint32();
          int start = from + in.getTotalBytesRead();
          in.skipRawBytes(length);
          read(span, number, start, start + length);
        }
        case FIXED_64 -> readTime(span, number, in.readRawLittleEndian64());
        case VARINT -> {
          long value = in.readRawVarint64();
          span.kind = number == Span.KIND_FIELD_NUMBER ? (int) value : span.kind;
        }
        default -> Fields.skip(in, tag);
      }
    }
    Content content = new Content(attributes.take(), span.links, span.events);
    boolean tooLarge = to - from - attributes.takeCut() > Limits.SPAN_OCTETS;
    return span.traceId == null || span.spanId == null || tooLarge
        ? null
        : new SpanRecord(
            new Identity(span.traceId, span.spanId, span.parentId),
            new Operation(emitter, span.name, kind(span.kind), status(span.status)),
            new Times(span.start, span.end),
            content);
  }

  private void read(Reading span, int field, int from, int to) throws IOException {
    switch (field) {
      case Span.TRACE_ID_FIELD_NUMBER -> span.traceId = OtlpIds.trace(octets, from, to);
      case Span.SPAN_ID_FIELD_NUMBER -> span.spanId = OtlpIds.span(octets, from, to);
      case Span.PARENT_SPAN_ID_FIELD_NUMBER -> span.parentId = OtlpIds.span(octets, from, to);
      case Span.NAME_FIELD_NUMBER -> span.name = names.of(octets, from, to).text;
      case Span.ATTRIBUTES_FIELD_NUMBER -> attributes.read(from, to);
      case Span.STATUS_FIELD_NUMBER -> {
        if (from < to) {
          span.status = span.status.toBuilder().mergeFrom(octets, from, to - from).build();
        }
      }
      case Span.LINKS_FIELD_NUMBER -> {
        Link link = link(Span.Link.parser().parseFrom(octets, from, to - from));
        if (link != null) {
          span.links = with(span.links, link);
        }
      }
      case Span.EVENTS_FIELD_NUMBER ->
          span.events =
              with(span.events, event(Span.Event.parser().parseFrom(octets, from, to - from)));
      default -> {} // what no question asks for
    }
  }

  private static void readTime(Reading span, int field, long nanos) {
    switch (field) {
      case Span.START_TIME_UNIX_NANO_FIELD_NUMBER -> span.start = nanos;
      case Span.END_TIME_UNIX_NANO_FIELD_NUMBER -> span.end = nanos;
      default -> {} // what no question asks for
    }
  }

  /** Most spans have none, and no list of their own. */
  private static <T> List<T> with(List<T> list, T element) {
    List<T> longer = list.isEmpty() ? new ArrayList<>() : list;
    longer.add(element);
    return longer;
  }

  /** Returns null for a link without valid ids. */
  private static Link link(Span.Link link) {
    String traceId = OtlpIds.trace(link.getTraceId());
    String spanId = OtlpIds.span(link.getSpanId());
    return traceId == null || spanId == null
        ? null
        : new Link(
            traceId,
            spanId,
            ProtoAttributes.map(link.getAttributesList()).get(CairnAttributes.LINK_TYPE));
  }

  private static Event event(Span.Event event) {
    return new Event(
        event.getTimeUnixNano(), event.getName(), ProtoAttributes.map(event.getAttributesList()));
  }

  private static SpanKind kind(int number) {
    Span.SpanKind kind = Span.SpanKind.forNumber(number);
    return kind == null
        ? SpanKind.INTERNAL
        : switch (kind) {
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
