// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.otlp;

import dev.cairn.explorer.store.Emitter;
import dev.cairn.explorer.store.SpanRecord;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** The spans of one export request. */
final class TraceRequest {
  private final byte[] octets;
  private final SpanMapper mapper;
  private final List<SpanRecord> spans = new ArrayList<>();
  private int rejected;

  private TraceRequest(byte[] octets) {
    this.octets = octets;
    mapper = new SpanMapper(octets);
  }

  /** Reads a request, which must stand in an array; what is read refers to it. */
  static TraceRequest read(ByteBuffer request) throws IOException {
    TraceRequest read = new TraceRequest(request.array());
    int from = request.arrayOffset() + request.position();
    Fields.each(
        read.octets,
        from,
        from + request.remaining(),
        ExportTraceServiceRequest.RESOURCE_SPANS_FIELD_NUMBER,
        read::resource);
    return read;
  }

  /** In each message first comes who it is of, which may stand behind its spans. */
  private void resource(int from, int to) throws IOException {
    Resource.Builder resource = Resource.newBuilder();
    Fields.each(
        octets,
        from,
        to,
        ResourceSpans.RESOURCE_FIELD_NUMBER,
        (start, end) -> resource.mergeFrom(octets, start, end - start));
    Emitters emitters = new Emitters(resource.build());
    Fields.each(
        octets,
        from,
        to,
        ResourceSpans.SCOPE_SPANS_FIELD_NUMBER,
        (start, end) -> scope(emitters, start, end));
  }

  private void scope(Emitters emitters, int from, int to) throws IOException {
    InstrumentationScope.Builder scope = InstrumentationScope.newBuilder();
    Fields.each(
        octets,
        from,
        to,
        ScopeSpans.SCOPE_FIELD_NUMBER,
        (start, end) -> scope.mergeFrom(octets, start, end - start));
    Emitter emitter = emitters.of(scope.build());
    Fields.each(
        octets,
        from,
        to,
        ScopeSpans.SPANS_FIELD_NUMBER,
        (start, end) -> add(mapper.map(emitter, start, end)));
  }

  private void add(SpanRecord span) {
    if (span == null) {
      rejected++;
    } else {
      spans.add(span);
    }
  }

  List<SpanRecord> spans() {
    return spans;
  }

  /** Returns how many spans have no valid id, or are too large. */
  int rejected() {
    return rejected;
  }
}
