// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.logs.LoggerProvider;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.logs.export.SimpleLogRecordProcessor;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.testing.exporter.InMemoryLogRecordExporter;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventsTest {
  private static final AttributeKey<String> TO = AttributeKey.stringKey("to");

  private final InMemoryLogRecordExporter logs = InMemoryLogRecordExporter.create();
  private final InMemorySpanExporter spans = InMemorySpanExporter.create();
  private final InMemoryMetricReader metrics = InMemoryMetricReader.create();
  private final Cairn cairn =
      Cairn.builder(
              OpenTelemetrySdk.builder()
                  .setTracerProvider(
                      SdkTracerProvider.builder()
                          .addSpanProcessor(SimpleSpanProcessor.create(spans))
                          .build())
                  .setLoggerProvider(
                      SdkLoggerProvider.builder()
                          .addLogRecordProcessor(SimpleLogRecordProcessor.create(logs))
                          .build())
                  .setMeterProvider(
                      SdkMeterProvider.builder().registerMetricReader(metrics).build())
                  .build())
          .service("photo-api")
          .build();

  private LogRecordData onlyLog() {
    List<LogRecordData> all = logs.getFinishedLogRecordItems();
    assertThat(all).hasSize(1);
    return all.get(0);
  }

  private SpanData onlySpan() {
    assertThat(spans.getFinishedSpanItems()).hasSize(1);
    return spans.getFinishedSpanItems().get(0);
  }

  private void asAda(Runnable work) {
    cairn.job(
        "nightly",
        () -> {
          try (Scope ignored = cairn.identify("ada", "acme")) {
            work.run();
          }
        });
  }

  @Test
  void event_saysWhoDidWhat() {
    asAda(() -> cairn.event("thanked", Attributes.of(TO, "bob", CairnAttributes.USER_ID, "eve")));

    LogRecordData event = onlyLog();
    assertThat(event.getEventName()).isEqualTo("thanked");
    assertThat(event.getInstrumentationScopeInfo().getName()).isEqualTo("dev.cairn");
    assertThat(event.getTimestampEpochNanos()).isPositive();
    assertThat(event.getSpanContext()).isEqualTo(onlySpan().getSpanContext());
    assertThat(event.getAttributes())
        .isEqualTo(
            Attributes.builder()
                .put(TO, "bob")
                .put(CairnAttributes.USER_ID, "ada")
                .put(CairnAttributes.TENANT_ID, "acme")
                .put(CairnAttributes.ORIGIN_REQUEST, "job nightly")
                .put(CairnAttributes.ORIGIN_SERVICE, "photo-api")
                .put(CairnAttributes.ORIGIN_TRACE_ID, onlySpan().getTraceId())
                .build());
    assertThat(onlySpan().getEvents()).as("in one place only").isEmpty();
    assertThat(onlySpan().getAttributes().get(CairnAttributes.EVENT)).isEqualTo("thanked");
  }

  @Test
  void event_isRecorded_withoutOrigin() {
    cairn.event("started", null);

    assertThat(onlyLog().getEventName()).isEqualTo("started");
    assertThat(onlyLog().getAttributes().isEmpty()).isTrue();
  }

  @Test
  void event_marksTheRequest_whereTheSamplerDroppedTheCurrentSpan() {
    asAda(
        () -> {
          try (Scope dropped = Span.wrap(Span.current().getSpanContext()).makeCurrent()) {
            cairn.event("cursed");
          }
        });

    assertThat(onlySpan().getAttributes().get(CairnAttributes.EVENT)).isEqualTo("cursed");
  }

  @Test
  void error_namesItsUser() {
    asAda(() -> cairn.error(new IllegalStateException("no paper", new RuntimeException("jam"))));

    LogRecordData event = onlyLog();
    assertThat(event.getEventName()).isEqualTo("exception");
    assertThat(event.getSeverity()).isEqualTo(Severity.ERROR);
    assertThat(event.getAttributes().get(CairnAttributes.EXCEPTION_TYPE))
        .isEqualTo("java.lang.IllegalStateException");
    assertThat(event.getAttributes().get(CairnAttributes.EXCEPTION_MESSAGE)).isEqualTo("no paper");
    assertThat(event.getAttributes().get(CairnAttributes.EXCEPTION_STACKTRACE))
        .startsWith("java.lang.IllegalStateException: no paper")
        .contains("EventsTest.error_namesItsUser", "Caused by: java.lang.RuntimeException: jam");
    assertThat(event.getAttributes().get(CairnAttributes.USER_ID)).isEqualTo("ada");
    assertThat(event.getAttributes().get(CairnAttributes.TENANT_ID)).isEqualTo("acme");
    assertThat(onlySpan().getEvents()).as("in one place only").isEmpty();
    assertThat(onlySpan().getAttributes().get(CairnAttributes.EVENT)).isEqualTo("exception");
  }

  @Test
  void error_isCut_whereItsStackTraceIsLong() {
    cairn.error(new IllegalStateException("x".repeat(2 * Events.MAX_STACKTRACE)));

    assertThat(onlyLog().getAttributes().get(CairnAttributes.EXCEPTION_STACKTRACE))
        .hasSize(Events.MAX_STACKTRACE);
  }

  @Test
  void nonsense_isCounted_andRecordedNowhere() {
    cairn.event(null);
    cairn.event("  ");
    cairn.error(null);
    cairn.error(
        new RuntimeException() {
          @Override
          public String getMessage() {
            throw new IllegalStateException("hostile");
          }
        });

    assertThat(logs.getFinishedLogRecordItems()).isEmpty();
    assertThat(faults()).isEqualTo(4);
  }

  private long faults() {
    return metrics.collectAllMetrics().stream()
        .filter(metric -> metric.getName().equals("cairn.faults"))
        .flatMap(metric -> metric.getLongSumData().getPoints().stream())
        .mapToLong(point -> point.getValue())
        .sum();
  }

  @Test
  void nothing_isRecorded_whenSwitchedOff() {
    cairn.setEnabled(false);
    cairn.event("thanked");
    cairn.error(new IllegalStateException());

    assertThat(logs.getFinishedLogRecordItems()).isEmpty();
    assertThat(faults()).isZero();
  }

  @Test
  void event_neverThrows_whateverOfTelemetryDoes() {
    Cairn broken =
        Cairn.create(
            new OpenTelemetry() {
              @Override
              public TracerProvider getTracerProvider() {
                return TracerProvider.noop();
              }

              @Override
              public LoggerProvider getLogsBridge() {
                throw new AssertionError("injected");
              }

              @Override
              public ContextPropagators getPropagators() {
                return ContextPropagators.noop();
              }
            });
    Cairn withoutLogs = Cairn.create(OpenTelemetry.noop());

    assertThatCode(
            () -> {
              broken.event("thanked");
              broken.error(new IllegalStateException());
              withoutLogs.event("thanked");
            })
        .doesNotThrowAnyException();
  }
}
