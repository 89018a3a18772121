// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cairn.explorer.store.SpanStore;
import dev.cairn.explorer.store.StoreSettings;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.logs.Logger;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.logs.OtlpGrpcLogRecordExporter;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.logs.export.BatchLogRecordProcessor;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} while real exporters send as fast as they can, half of it of days that are over:
 * those are sealed meanwhile.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
final class CrashTest {
  private static final AttributeKey<Long> NUMBER = AttributeKey.longKey("n");
  private static final String SEALED = "SELECT count(*) FROM span WHERE owner <> 0";
  private static final int TRACE_DIGITS = 32;
  private static final int KILLS = 3;
  private static final int SPANS_BETWEEN_KILLS = 3_000;

  @TempDir private Path directory;

  private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
  private final Set<String> acknowledgedEvents = ConcurrentHashMap.newKeySet();
  private final AtomicLong events = new AtomicLong();
  private volatile boolean stop;

  @Test
  void whateverWasAcknowledged_isThereOnce_afterTheProcessWasKilled() throws Exception {
    String store = "--store=" + directory;
    ServedProcess explorer = ServedProcess.start(store, "--otlp-grpc-port=0", "--otlp-http-port=0");
    String grpc = "--otlp-grpc-port=" + explorer.grpcPort();
    String http = "--otlp-http-port=" + explorer.httpPort();
    List<Thread> senders = senders(explorer);
    senders.forEach(Thread::start);
    for (int kill = 0; kill < KILLS; kill++) {
      int before = acknowledged.size();
      int eventsBefore = acknowledgedEvents.size();
      await()
          .atMost(Duration.ofSeconds(90))
          .until(
              () ->
                  acknowledged.size() > before + SPANS_BETWEEN_KILLS
                      && acknowledgedEvents.size() > eventsBefore);
      explorer.kill();
      explorer = ServedProcess.start(store, grpc, http);
    }
    stop = true;
    for (Thread sender : senders) {
      sender.join();
    }
    explorer.close();

    try (SpanStore reopened = SpanStore.open(StoreSettings.in(directory))) {
      List<String> stored =
          reopened.query(
              "SELECT replace(trace_id::VARCHAR, '-', '') || lpad(lower(hex(span_id)), 16, '0')"
                  + " FROM span",
              row -> row.getString(1));
      List<String> storedEvents =
          reopened.query("SELECT attributes FROM event", row -> row.getString(1));

      assertThat(stored).containsAll(acknowledged).doesNotHaveDuplicates();
      assertThat(acknowledged.stream().limit(500))
          .allMatch(ids -> reopened.trace(ids.substring(0, TRACE_DIGITS)).size() == 1);
      assertThat(reopened.query(SEALED, row -> row.getLong(1)).get(0)).isPositive();
      assertThat(storedEvents).containsAll(acknowledgedEvents).doesNotHaveDuplicates();
      assertThat(acknowledged).hasSizeGreaterThan(KILLS * SPANS_BETWEEN_KILLS);
    }
  }

  private List<Thread> senders(ServedProcess explorer) {
    String grpc = "http://127.0.0.1:" + explorer.grpcPort();
    String http = "http://127.0.0.1:" + explorer.httpPort() + "/v1/traces";
    List<Thread> senders = new ArrayList<>();
    for (Duration ago : List.of(Duration.ZERO, Duration.ofDays(3))) {
      senders.add(spans(OtlpGrpcSpanExporter.builder().setEndpoint(grpc).build(), ago));
      senders.add(
          spans(
              OtlpHttpSpanExporter.builder().setEndpoint(http).setCompression("gzip").build(),
              ago));
    }
    senders.add(events(OtlpGrpcLogRecordExporter.builder().setEndpoint(grpc).build()));
    return senders;
  }

  private Thread spans(SpanExporter exporter, Duration ago) {
    SdkTracerProvider sdk =
        SdkTracerProvider.builder()
            .addSpanProcessor(
                BatchSpanProcessor.builder(new Noting(exporter))
                    .setScheduleDelay(Duration.ofMillis(5))
                    .build())
            .build();
    Tracer tracer = sdk.get("test");
    return new Thread(
        () -> {
          while (!stop) {
            for (int i = 0; i < 100; i++) {
              tracer
                  .spanBuilder("work")
                  .setNoParent()
                  .setStartTimestamp(Instant.now().minus(ago))
                  .startSpan()
                  .end();
            }
            sdk.forceFlush().join(10, TimeUnit.SECONDS);
          }
          sdk.close();
        });
  }

  private Thread events(LogRecordExporter exporter) {
    SdkLoggerProvider sdk =
        SdkLoggerProvider.builder()
            .addLogRecordProcessor(
                BatchLogRecordProcessor.builder(new NotingEvents(exporter))
                    .setScheduleDelay(Duration.ofMillis(5))
                    .build())
            .build();
    Logger logger = sdk.get("test");
    return new Thread(
        () -> {
          while (!stop) {
            logger
                .logRecordBuilder()
                .setEventName("thanked")
                .setAttribute(NUMBER, events.incrementAndGet())
                .emit();
            sdk.forceFlush().join(10, TimeUnit.SECONDS);
          }
          sdk.close();
        });
  }

  /** Notes which spans were acknowledged. */
  private final class Noting implements SpanExporter {
    private final SpanExporter exporter;

    Noting(SpanExporter exporter) {
      this.exporter = exporter;
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
      List<String> ids = spans.stream().map(span -> span.getTraceId() + span.getSpanId()).toList();
      CompletableResultCode result = exporter.export(spans);
      return result.whenComplete(
          () -> {
            if (result.isSuccess()) {
              acknowledged.addAll(ids);
            }
          });
    }

    @Override
    public CompletableResultCode flush() {
      return exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
      return exporter.shutdown();
    }
  }

  /** Notes which events were acknowledged. */
  private final class NotingEvents implements LogRecordExporter {
    private final LogRecordExporter exporter;

    NotingEvents(LogRecordExporter exporter) {
      this.exporter = exporter;
    }

    @Override
    public CompletableResultCode export(Collection<LogRecordData> logs) {
      List<Attributes> attributes = logs.stream().map(LogRecordData::getAttributes).toList();
      CompletableResultCode result = exporter.export(logs);
      return result.whenComplete(
          () -> {
            if (result.isSuccess()) {
              attributes.forEach(
                  each -> acknowledgedEvents.add("{\"n\":" + each.get(NUMBER) + "}"));
            }
          });
    }

    @Override
    public CompletableResultCode flush() {
      return exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
      return exporter.shutdown();
    }
  }
}
