// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.Cairn;
import dev.cairn.TelemetryWork;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.InstrumentSelector;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.View;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Hooks of telemetry that use a decorated client themselves. */
class ReentryTest {
  private final InMemorySpanExporter spans = InMemorySpanExporter.create();
  private final InMemoryMetricReader metrics = InMemoryMetricReader.create();
  private final AtomicInteger reentries = new AtomicInteger();
  private StorageHandler handler;
  private boolean hookedAtStart;
  private boolean hookedAtEnd;
  private boolean hookedInView;

  private void open() {
    Cairn cairn =
        Cairn.create(
            OpenTelemetrySdk.builder()
                .setTracerProvider(
                    SdkTracerProvider.builder()
                        .addSpanProcessor(new Hook())
                        .addSpanProcessor(SimpleSpanProcessor.create(spans))
                        .build())
                .setMeterProvider(
                    SdkMeterProvider.builder()
                        .registerMetricReader(metrics)
                        .registerView(
                            InstrumentSelector.builder().setName("*").build(),
                            View.builder().setAttributeFilter(this::inView).build())
                        .build())
                .build());
    handler = StorageHandler.dynamoDb(cairn);
  }

  private boolean inView(String attribute) {
    if (hookedInView) {
      reenter();
    }
    return true;
  }

  private final class Hook implements SpanProcessor {
    @Override
    public void onStart(Context parentContext, ReadWriteSpan span) {
      reenter();
    }

    @Override
    public boolean isStartRequired() {
      return hookedAtStart;
    }

    @Override
    public void onEnd(ReadableSpan span) {
      reenter();
    }

    @Override
    public boolean isEndRequired() {
      return hookedAtEnd;
    }
  }

  private void reenter() {
    reentries.incrementAndGet();
    call();
  }

  private void call() {
    end(handler.prepare(new Put(), Context.root()));
  }

  private static void end(StorageCall call) {
    call.sending("localhost", 80);
    call.end(new StorageAnswer() {});
  }

  private record Put() implements StorageRequest {
    @Override
    public String operation() {
      return "PutItem";
    }

    @Override
    public String container() {
      return "photos";
    }
  }

  private long passedBy() {
    return metrics.collectAllMetrics().stream()
        .filter(metric -> metric.getName().equals("cairn.faults"))
        .flatMap(metric -> metric.getLongSumData().getPoints().stream())
        .filter(point -> point.getAttributes().asMap().containsValue("dynamodb.reentry"))
        .mapToLong(point -> point.getValue())
        .sum();
  }

  @Test
  void callOfAProcessor_goesByUndecorated_andIsCounted() {
    hookedAtStart = true;
    open();
    call();
    call();

    assertThat(spans.getFinishedSpanItems()).hasSize(2);
    assertThat(reentries).hasValue(2);
    assertThat(passedBy()).isEqualTo(2);
    assertThat(TelemetryWork.isUnderWay()).isFalse();
  }

  @Test
  void callAtTheEndOfASpan_goesByUndecorated() {
    hookedAtEnd = true;
    open();
    call();

    assertThat(spans.getFinishedSpanItems()).hasSize(1);
    assertThat(passedBy()).isEqualTo(1);
  }

  @Test
  void callOfAMetricsView_endsEvenThoughItIsCounted() {
    hookedInView = true;
    open();
    call();

    assertThat(spans.getFinishedSpanItems()).hasSize(1);
    assertThat(passedBy()).isPositive();
    assertThat(TelemetryWork.isUnderWay()).isFalse();
  }

  @Test
  void callThatTheSdkCarriesToAnotherThread_goesByUndecorated() {
    open();
    AtomicReference<Caller> caller = new AtomicReference<>();
    try (TelemetryWork work = TelemetryWork.begin()) {
      caller.set(handler.caller());
    }
    CompletableFuture.runAsync(() -> end(handler.prepare(new Put(), caller.get()))).join();
    CompletableFuture.runAsync(() -> end(handler.prepare(new Put(), handler.caller()))).join();

    assertThat(spans.getFinishedSpanItems()).hasSize(1);
    assertThat(passedBy()).isEqualTo(1);
  }

  @Test
  void job_runsWithoutASpan_whereAHookRunsIt() {
    hookedAtStart = true;
    open();
    AtomicInteger ran = new AtomicInteger();
    try (TelemetryWork work = TelemetryWork.begin();
        TelemetryWork inner = TelemetryWork.begin()) {
      inner.close();
      handler.cairn().job("report", ran::incrementAndGet);
    }

    assertThat(ran).hasValue(1);
    assertThat(spans.getFinishedSpanItems()).isEmpty();
  }
}
