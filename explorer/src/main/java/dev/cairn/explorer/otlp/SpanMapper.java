// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.otlp;

import com.google.protobuf.ByteString;
import dev.cairn.CairnAttributes;
import dev.cairn.explorer.store.SpanRecord;
import dev.cairn.explorer.store.SpanRecord.Identity;
import dev.cairn.explorer.store.SpanRecord.Link;
import dev.cairn.explorer.store.SpanRecord.Operation;
import dev.cairn.explorer.store.SpanRecord.Times;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.util.HexFormat;
import java.util.List;

/** A span of OTLP as a {@link SpanRecord}. */
final class SpanMapper {
  private static final int TRACE_ID_OCTETS = 16;
  private static final int SPAN_ID_OCTETS = 8;

  private SpanMapper() {}

  static boolean isValid(Span span) {
    return isId(span.getTraceId(), TRACE_ID_OCTETS) && isId(span.getSpanId(), SPAN_ID_OCTETS);
  }

  private static boolean isId(ByteString id, int octets) {
    if (id.size() != octets) {
      return false;
    }
    for (int i = 0; i < octets; i++) {
      if (id.byteAt(i) != 0) {
        return true;
      }
    }
    return false;
  }

  static SpanRecord map(String service, Span span) {
    String parent =
        isId(span.getParentSpanId(), SPAN_ID_OCTETS) ? hex(span.getParentSpanId()) : null;
    return new SpanRecord(
        new Identity(hex(span.getTraceId()), hex(span.getSpanId()), parent),
        new Operation(service, span.getName(), kind(span.getKind()), status(span.getStatus())),
        new Times(span.getStartTimeUnixNano(), span.getEndTimeUnixNano()),
        ProtoAttributes.map(span.getAttributesList()),
        links(span.getLinksList()));
  }

  private static List<Link> links(List<Span.Link> links) {
    return links.stream()
        .filter(
            link ->
                isId(link.getTraceId(), TRACE_ID_OCTETS) && isId(link.getSpanId(), SPAN_ID_OCTETS))
        .map(
            link ->
                new Link(
                    hex(link.getTraceId()),
                    hex(link.getSpanId()),
                    ProtoAttributes.map(link.getAttributesList()).get(CairnAttributes.LINK_TYPE)))
        .toList();
  }

  private static String hex(ByteString id) {
    return HexFormat.of().formatHex(id.toByteArray());
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

  private static StatusCode status(Status status) {
    return switch (status.getCode()) {
      case STATUS_CODE_OK -> StatusCode.OK;
      case STATUS_CODE_ERROR -> StatusCode.ERROR;
      case STATUS_CODE_UNSET, UNRECOGNIZED -> StatusCode.UNSET;
    };
  }
}
