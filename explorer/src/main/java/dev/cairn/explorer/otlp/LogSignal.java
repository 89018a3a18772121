// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.otlp;

import com.google.protobuf.Message;
import dev.cairn.CairnAttributes;
import dev.cairn.explorer.store.Batch;
import dev.cairn.explorer.store.Emitter;
import dev.cairn.explorer.store.EventRecord;
import dev.cairn.explorer.store.EventRecord.Where;
import dev.cairn.explorer.store.SpanStore;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Log records, of which events and exceptions are kept. The others are taken and not kept, without
 * a partial success: a service that logs by OTLP would warn of every batch.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/otel/logs/data-model/#field-eventname">Field:
 *     EventName</a>
 */
final class LogSignal implements Signal {
  private final SpanStore store;

  LogSignal(SpanStore store) {
    this.store = store;
  }

  @Override
  public Message.Builder newRequest() {
    return ExportLogsServiceRequest.newBuilder();
  }

  @Override
  public CompletableFuture<? extends Message> accept(ByteBuffer message) throws IOException {
    ExportLogsServiceRequest request = ExportLogsServiceRequest.parseFrom(message);
    List<EventRecord> events = new ArrayList<>();
    for (ResourceLogs resource : request.getResourceLogsList()) {
      Emitters emitters = new Emitters(resource.getResource());
      for (ScopeLogs scope : resource.getScopeLogsList()) {
        Emitter emitter = emitters.of(scope.getScope());
        for (LogRecord log : scope.getLogRecordsList()) {
          EventRecord event = map(emitter, log);
          if (event != null) {
            events.add(event);
          }
        }
      }
    }
    return store
        .appendAsync(Batch.ofEvents(events))
        .thenApply(stored -> ExportLogsServiceResponse.getDefaultInstance());
  }

  /** Returns null of a log record that is no event. */
  private static EventRecord map(Emitter emitter, LogRecord log) {
    Attributes attributes = ProtoAttributes.map(log.getAttributesList());
    String name = name(log, attributes);
    return name == null
        ? null
        : new EventRecord(
            emitter,
            name,
            log.getTimeUnixNano() == 0 ? log.getObservedTimeUnixNano() : log.getTimeUnixNano(),
            new Where(OtlpIds.trace(log.getTraceId()), OtlpIds.span(log.getSpanId())),
            attributes);
  }

  private static String name(LogRecord log, Attributes attributes) {
    if (!log.getEventName().isEmpty()) {
      return log.getEventName();
    }
    String name = attributes.get(CairnAttributes.EVENT_NAME);
    return name == null && attributes.get(CairnAttributes.EXCEPTION_TYPE) != null
        ? EventRecord.EXCEPTION
        : name;
  }
}
