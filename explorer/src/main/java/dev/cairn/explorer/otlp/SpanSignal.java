// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.otlp;

import com.google.protobuf.Message;
import dev.cairn.explorer.store.Batch;
import dev.cairn.explorer.store.SpanStore;
import io.opentelemetry.proto.collector.trace.v1.ExportTracePartialSuccess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;

/** Spans. Those without a valid id, or too large, are rejected one by one. */
final class SpanSignal implements Signal {
  private final SpanStore store;

  SpanSignal(SpanStore store) {
    this.store = store;
  }

  @Override
  public Message.Builder newRequest() {
    return ExportTraceServiceRequest.newBuilder();
  }

  @Override
  public CompletableFuture<? extends Message> accept(ByteBuffer request) throws IOException {
    TraceRequest read = TraceRequest.read(request);
    int rejected = read.rejected();
    return store
        .appendAsync(Batch.of(read.spans(), rejected))
        .thenApply(
            stored ->
                rejected == 0 ? ExportTraceServiceResponse.getDefaultInstance() : partly(rejected));
  }

  private static ExportTraceServiceResponse partly(int rejected) {
    return ExportTraceServiceResponse.newBuilder()
        .setPartialSuccess(
            ExportTracePartialSuccess.newBuilder()
                .setRejectedSpans(rejected)
                .setErrorMessage(
                    "spans without a valid trace id of 16 and span id of 8 octets, or of more than "
                        + Limits.SPAN_OCTETS
                        + " octets"))
        .build();
  }
}
