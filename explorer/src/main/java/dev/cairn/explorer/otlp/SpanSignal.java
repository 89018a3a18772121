// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.otlp;

import com.google.protobuf.Message;
import dev.cairn.explorer.store.Batch;
import dev.cairn.explorer.store.Emitter;
import dev.cairn.explorer.store.SpanRecord;
import dev.cairn.explorer.store.SpanStore;
import io.opentelemetry.proto.collector.trace.v1.ExportTracePartialSuccess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.ArrayList;
import java.util.List;

/** Spans. Those without a valid id are rejected one by one. */
final class SpanSignal implements Signal<ExportTraceServiceRequest.Builder> {
  private final SpanStore store;

  SpanSignal(SpanStore store) {
    this.store = store;
  }

  @Override
  public ExportTraceServiceRequest.Builder newRequest() {
    return ExportTraceServiceRequest.newBuilder();
  }

  @Override
  public Message accept(ExportTraceServiceRequest.Builder request) {
    List<SpanRecord> records = new ArrayList<>();
    int rejected = 0;
    for (ResourceSpans resource : request.getResourceSpansList()) {
      Emitters emitters = new Emitters(resource.getResource());
      for (ScopeSpans scope : resource.getScopeSpansList()) {
        Emitter emitter = emitters.of(scope.getScope());
        for (Span span : scope.getSpansList()) {
          SpanRecord record = SpanMapper.map(emitter, span);
          if (record == null) {
            rejected++;
          } else {
            records.add(record);
          }
        }
      }
    }
    store.append(Batch.of(records));
    return rejected == 0 ? ExportTraceServiceResponse.getDefaultInstance() : partly(rejected);
  }

  private Message partly(int rejected) {
    store.countRejected(rejected);
    return ExportTraceServiceResponse.newBuilder()
        .setPartialSuccess(
            ExportTracePartialSuccess.newBuilder()
                .setRejectedSpans(rejected)
                .setErrorMessage("spans without a valid trace id of 16 and span id of 8 octets"))
        .build();
  }
}
