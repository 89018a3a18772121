// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.cairn.CairnAttributes;
import dev.cairn.explorer.store.Emitter;
import dev.cairn.explorer.store.EventRecord;
import dev.cairn.explorer.store.LossRecord;
import dev.cairn.explorer.store.SpanRecord;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.logs.Logger;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.logs.OtlpHttpLogRecordExporter;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.logs.OtlpGrpcLogRecordExporter;
import io.opentelemetry.exporter.otlp.metrics.OtlpGrpcMetricExporter;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.export.BatchLogRecordProcessor;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** OpenTelemetry's own SDK and exporters against the receiver. */
final class OtlpReceiverTest {
  /** Spans of several batches, which all fit into the exporter's queue. */
  private static final int MANY = 3000;

  private static final Instant START = Instant.parse("2026-11-23T10:15:02.123456789Z");
  private static final SpanContext WRITER =
      SpanContext.create(
          "4bf92f3577b34da6a3ce929d0e0e4736",
          "00f067aa0ba902b7",
          TraceFlags.getSampled(),
          TraceState.getDefault());

  private static final Attributes RESOURCE =
      Attributes.of(AttributeKey.stringKey("service.name"), "photo-api");
  private static final Emitter EMITTER = new Emitter(RESOURCE, "test");

  private final ScriptedStore store = new ScriptedStore();
  private final ReceiverServer server = new ReceiverServer(store);

  @AfterEach
  void close() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({"grpc,none", "grpc,gzip", "http,none", "http,gzip"})
  void span_arrivesWhole(String protocol, String compression) {
    SpanContext parent;
    SpanContext child;
    try (SdkTracerProvider sdk = tracing(spanExporter(protocol, compression))) {
      Tracer tracer = sdk.get("test");
      Span server =
          tracer
              .spanBuilder("POST /photos")
              .setSpanKind(SpanKind.SERVER)
              .setStartTimestamp(START)
              .startSpan();
      parent = server.getSpanContext();
      child = client(tracer, server);
      server.setStatus(StatusCode.OK);
      server.end(START.plusMillis(30));
      assertSucceeds(sdk.forceFlush());
    }

    List<SpanRecord> trace = store.trace(parent.getTraceId());
    assertThat(trace).hasSize(2);
    SpanRecord first = trace.get(0);
    assertThat(first.identity())
        .isEqualTo(new SpanRecord.Identity(parent.getTraceId(), parent.getSpanId(), null));
    assertThat(first.operation())
        .isEqualTo(
            new SpanRecord.Operation(
                EMITTER,
                "POST /photos",
                SpanKind.SERVER,
                new SpanRecord.Status(StatusCode.OK, null)));
    assertThat(first.times().startNanos()).isEqualTo(nanos(START));
    assertThat(first.times().endNanos()).isEqualTo(nanos(START.plusMillis(30)));
    assertThat(first.links()).isEmpty();
    SpanRecord second = trace.get(1);
    assertThat(second.identity())
        .isEqualTo(
            new SpanRecord.Identity(child.getTraceId(), child.getSpanId(), parent.getSpanId()));
    assertThat(second.operation())
        .isEqualTo(
            new SpanRecord.Operation(
                EMITTER,
                "S3.PutObject",
                SpanKind.CLIENT,
                new SpanRecord.Status(StatusCode.ERROR, "SlowDown")));
    assertThat(second.operation().emitter()).isSameAs(first.operation().emitter());
    assertThat(second.content().events())
        .containsExactly(
            new SpanRecord.Event(
                nanos(START.plusMillis(9)),
                "exception",
                Attributes.of(CairnAttributes.EXCEPTION_MESSAGE, "slow down")));
    assertThat(second.attributes()).isEqualTo(attributes());
    assertThat(second.links())
        .containsExactly(
            new SpanRecord.Link(WRITER.getTraceId(), WRITER.getSpanId(), "written_by"),
            new SpanRecord.Link(parent.getTraceId(), parent.getSpanId(), null));
  }

  private static SpanContext client(Tracer tracer, Span parent) {
    Span span =
        tracer
            .spanBuilder("S3.PutObject")
            .setSpanKind(SpanKind.CLIENT)
            .setParent(Context.root().with(parent))
            .setStartTimestamp(START.plusMillis(1))
            .setAllAttributes(attributes())
            .addLink(WRITER, Attributes.of(CairnAttributes.LINK_TYPE, "written_by"))
            .addLink(parent.getSpanContext())
            .startSpan();
    span.setStatus(StatusCode.ERROR, "SlowDown");
    span.addEvent(
        "exception",
        Attributes.of(CairnAttributes.EXCEPTION_MESSAGE, "slow down"),
        START.plusMillis(9));
    span.end(START.plusMillis(20));
    return span.getSpanContext();
  }

  private static Attributes attributes() {
    return Attributes.builder()
        .put(CairnAttributes.ADDRESS, "s3://photos/ada/cat.jpg")
        .put(CairnAttributes.OUTCOME, "unknown")
        .put(CairnAttributes.USER_ID, "ada \u00e9\u4f60")
        .put(CairnAttributes.HTTP_RESPONSE_STATUS_CODE, 503L)
        .put("boolean", true)
        .put("double", 0.25)
        .put(AttributeKey.stringArrayKey("strings"), List.of("a", "b"))
        .put(AttributeKey.longArrayKey("longs"), List.of(1L, Long.MIN_VALUE))
        .put(AttributeKey.doubleArrayKey("doubles"), List.of(1.5))
        .put(AttributeKey.booleanArrayKey("booleans"), List.of(true, false))
        .build();
  }

  /** Closing the SDK is the only flush: one that follows another may be told the other's result. */
  @ParameterizedTest
  @ValueSource(strings = {"grpc", "http"})
  void manyBatches_allArrive(String protocol) {
    try (SdkTracerProvider sdk = tracing(spanExporter(protocol, "gzip"))) {
      for (int i = 0; i < MANY; i++) {
        sdk.get("test").spanBuilder("span " + i).startSpan().end();
      }
    }

    assertThat(store.size()).isEqualTo(MANY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"grpc", "http"})
  void countersOfLosses_areKept_andOtherMetricsTaken(String protocol) {
    MetricExporter exporter =
        protocol.equals("grpc")
            ? OtlpGrpcMetricExporter.builder().setEndpoint(server.url()).build()
            : OtlpHttpMetricExporter.builder().setEndpoint(server.url() + "/v1/metrics").build();
    Attributes full = Attributes.of(CairnAttributes.ERROR_TYPE, "queue_full");
    Attributes write = Attributes.of(CairnAttributes.KEPT, "write");
    Attributes dropped = Attributes.of(AttributeKey.booleanKey("dropped"), true);
    try (SdkMeterProvider sdk =
        SdkMeterProvider.builder()
            .setResource(Resource.create(RESOURCE))
            .registerMetricReader(PeriodicMetricReader.create(exporter))
            .build()) {
      Meter meter = sdk.get("test");
      meter.counterBuilder("count").build().add(1);
      meter.histogramBuilder("histogram").build().record(1);
      meter.counterBuilder("cairn.keep.dropped").build().add(3, write);
      LongCounter processed = meter.counterBuilder("otel.sdk.processor.span.processed").build();
      processed.add(100);
      processed.add(5, full);
      meter.counterBuilder("processedSpans").build().add(7, dropped);
      assertSucceeds(sdk.forceFlush());
    }

    assertThat(store.lossRecords())
        .extracting(LossRecord::counter, LossRecord::attributes, LossRecord::value)
        .contains(
            tuple("cairn.keep.dropped", write, 3L),
            tuple("otel.sdk.processor.span.processed", full, 5L),
            tuple("processedSpans", dropped, 7L));
    assertThat(store.lossRecords()).extracting(LossRecord::value).doesNotContain(100L, 1L);
    assertThat(store.lossRecords())
        .allSatisfy(loss -> assertThat(loss.times().startNanos()).isPositive());
  }

  @ParameterizedTest
  @ValueSource(strings = {"grpc", "http"})
  void eventsAndExceptions_areKept_andOtherLogsTaken(String protocol) {
    LogRecordExporter exporter =
        protocol.equals("grpc")
            ? OtlpGrpcLogRecordExporter.builder().setEndpoint(server.url()).build()
            : OtlpHttpLogRecordExporter.builder().setEndpoint(server.url() + "/v1/logs").build();
    Context within = Context.root().with(Span.wrap(WRITER));
    try (SdkLoggerProvider sdk =
        SdkLoggerProvider.builder()
            .setResource(Resource.create(RESOURCE))
            .addLogRecordProcessor(BatchLogRecordProcessor.builder(exporter).build())
            .build()) {
      Logger logger = sdk.get("test");
      logger.logRecordBuilder().setBody("hello").emit();
      logger
          .logRecordBuilder()
          .setEventName("thanked")
          .setTimestamp(START)
          .setContext(within)
          .setAttribute(CairnAttributes.USER_ID, "ada")
          .emit();
      logger
          .logRecordBuilder()
          .setContext(Context.root())
          .setObservedTimestamp(START)
          .setAttribute(CairnAttributes.EVENT_NAME, "cursed")
          .emit();
      logger
          .logRecordBuilder()
          .setContext(Context.root())
          .setTimestamp(START)
          .setAttribute(CairnAttributes.EXCEPTION_TYPE, "java.io.IOException")
          .emit();
      assertSucceeds(sdk.forceFlush());
    }

    EventRecord.Where nowhere = new EventRecord.Where(null, null);
    assertThat(store.events())
        .containsExactly(
            new EventRecord(
                EMITTER,
                "thanked",
                nanos(START),
                new EventRecord.Where(WRITER.getTraceId(), WRITER.getSpanId()),
                Attributes.of(CairnAttributes.USER_ID, "ada")),
            new EventRecord(
                EMITTER,
                "cursed",
                nanos(START),
                nowhere,
                Attributes.of(CairnAttributes.EVENT_NAME, "cursed")),
            new EventRecord(
                EMITTER,
                "exception",
                nanos(START),
                nowhere,
                Attributes.of(CairnAttributes.EXCEPTION_TYPE, "java.io.IOException")));
    assertThat(store.events()).extracting(EventRecord::isError).containsExactly(false, false, true);
  }

  @Test
  void serviceWithoutAName_isNull() {
    try (SdkTracerProvider sdk =
        SdkTracerProvider.builder()
            .setResource(Resource.empty())
            .addSpanProcessor(BatchSpanProcessor.builder(spanExporter("http", "none")).build())
            .build()) {
      Span span = sdk.get("test").spanBuilder("span").startSpan();
      span.end();
      assertSucceeds(sdk.forceFlush());
      assertThat(store.trace(span.getSpanContext().getTraceId()))
          .singleElement()
          .extracting(SpanRecord::service)
          .isNull();
    }
  }

  private SpanExporter spanExporter(String protocol, String compression) {
    return protocol.equals("grpc")
        ? OtlpGrpcSpanExporter.builder()
            .setEndpoint(server.url())
            .setCompression(compression)
            .build()
        : OtlpHttpSpanExporter.builder()
            .setEndpoint(server.url() + "/v1/traces")
            .setCompression(compression)
            .build();
  }

  private static SdkTracerProvider tracing(SpanExporter exporter) {
    return SdkTracerProvider.builder()
        .setResource(Resource.create(RESOURCE))
        .addSpanProcessor(BatchSpanProcessor.builder(exporter).setMaxQueueSize(MANY).build())
        .build();
  }

  private static void assertSucceeds(CompletableResultCode result) {
    assertThat(result.join(10, TimeUnit.SECONDS).isSuccess()).isTrue();
  }

  private static long nanos(Instant instant) {
    return TimeUnit.SECONDS.toNanos(instant.getEpochSecond()) + instant.getNano();
  }
}
