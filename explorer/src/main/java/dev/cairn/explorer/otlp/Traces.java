// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.otlp;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
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

/** Spans on their way into the store. */
final class Traces implements Signal {
  private final SpanStore store;

  Traces(SpanStore store) {
    this.store = store;
  }

  @Override
  public MessageLite accept(byte[] request) throws InvalidProtocolBufferException {
    List<SpanRecord> records = new ArrayList<>();
    int rejected = 0;
    for (ResourceSpans resource :
        ExportTraceServiceRequest.parseFrom(request).getResourceSpansList()) {
      String service = ProtoAttributes.service(resource.getResource());
      for (ScopeSpans scope : resource.getScopeSpansList()) {
        for (Span span : scope.getSpansList()) {
          if (SpanMapper.isValid(span)) {
            records.add(SpanMapper.map(service, span));
          } else {
            rejected++;
          }
        }
      }
    }
    store.append(records);
    return rejected == 0 ? ExportTraceServiceResponse.getDefaultInstance() : partly(rejected);
  }

  private MessageLite partly(int rejected) {
    store.countRejected(rejected);
    return ExportTraceServiceResponse.newBuilder()
        .setPartialSuccess(
            ExportTracePartialSuccess.newBuilder()
                .setRejectedSpans(rejected)
                .setErrorMessage("spans without a valid trace id of 16 and span id of 8 octets"))
        .build();
  }
}
