// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.sdk.OriginSpanProcessor;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.baggage.propagation.W3CBaggagePropagator;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A real OpenTelemetry SDK in memory, new for each test, that fails the test which leaves a scope
 * open or a span running. Register it with {@code @RegisterExtension}.
 */
public final class Telemetry implements BeforeEachCallback, AfterEachCallback {
  private final Map<String, String> running = new ConcurrentHashMap<>();
  private InMemorySpanExporter spans;
  private InMemoryMetricReader metrics;
  private OpenTelemetrySdk sdk;

  @Override
  public void beforeEach(ExtensionContext test) {
    assertThat(Context.current()).as("context left by an earlier test").isSameAs(Context.root());
    spans = InMemorySpanExporter.create();
    metrics = InMemoryMetricReader.create();
    sdk =
        OpenTelemetrySdk.builder()
            .setTracerProvider(
                SdkTracerProvider.builder()
                    .addSpanProcessor(new RunningSpans(running))
                    .addSpanProcessor(OriginSpanProcessor.create())
                    .addSpanProcessor(SimpleSpanProcessor.create(spans))
                    .build())
            .setMeterProvider(SdkMeterProvider.builder().registerMetricReader(metrics).build())
            .setPropagators(ContextPropagators.create(propagator()))
            .build();
  }

  /** What every service of these tests speaks: W3C trace context and W3C baggage. */
  static TextMapPropagator propagator() {
    return TextMapPropagator.composite(
        W3CTraceContextPropagator.getInstance(), W3CBaggagePropagator.getInstance());
  }

  @Override
  public void afterEach(ExtensionContext test) {
    Context left = Context.current();
    collectUntil(running::isEmpty, Duration.ofSeconds(2));
    List<String> unended = List.copyOf(running.values());
    sdk.close();
    running.clear();
    assertThat(left).as("a scope was left open").isSameAs(Context.root());
    assertThat(unended).as("spans started and never ended").isEmpty();
  }

  /** Returns the SDK. */
  public OpenTelemetry openTelemetry() {
    return sdk;
  }

  /** Returns what was exported since the start or the last {@link #reset()}, in order of ending. */
  public List<SpanData> spans() {
    return spans.getFinishedSpanItems();
  }

  /** Returns the spans of that name. */
  public List<SpanData> spans(String name) {
    return spans().stream().filter(span -> span.getName().equals(name)).toList();
  }

  /** Returns the only span of that name. */
  public SpanData span(String name) {
    List<SpanData> found = spans(name);
    List<String> names = spans().stream().map(SpanData::getName).toList();
    assertThat(found.size()).as("spans named %s among %s", name, names).isEqualTo(1);
    return found.get(0);
  }

  /**
   * Waits until a span of that name is exported: a server's ends after its client has its answer.
   */
  public void await(String name) {
    awaitThat(() -> !spans(name).isEmpty());
  }

  /**
   * Waits until a span of that name is exported whose call the SDK may have forgotten: it ends when
   * the garbage collector sees that.
   */
  public void awaitForgotten(String name) {
    awaitForgotten(name, 1);
  }

  /** Waits until so many spans of that name are exported, as {@link #awaitForgotten(String)}. */
  void awaitForgotten(String name, int count) {
    collectUntil(() -> spans(name).size() >= count, Duration.ofSeconds(5));
    awaitThat(() -> spans(name).size() >= count);
  }

  /** Collects garbage until the condition holds or time is up; returns whether it holds. */
  static boolean collectUntil(BooleanSupplier condition, Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    for (int i = 0; !condition.getAsBoolean() && System.nanoTime() < deadline; i++) {
      if (i % 10 == 9) { // most of what is waited for comes by itself, and collecting takes longer
        System.gc();
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
    return condition.getAsBoolean();
  }

  /** Waits until so many spans are exported. */
  public void awaitSpans(int count) {
    awaitThat(() -> spans().size() >= count);
  }

  /** Waits until the condition holds, for at most five seconds. */
  public void awaitThat(BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("gave up waiting; spans: %s", spans()).isLessThan(deadline);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
  }

  /** Forgets the spans exported so far. */
  public void reset() {
    spans.reset();
  }

  /** Returns the metrics recorded so far. */
  public Collection<MetricData> metrics() {
    return metrics.collectAllMetrics();
  }

  /** Returns the sum of a counter's points; 0 where it never counted. */
  public long counted(String counter) {
    return metrics().stream()
        .filter(metric -> metric.getName().equals(counter))
        .flatMap(metric -> metric.getLongSumData().getPoints().stream())
        .mapToLong(LongPointData::getValue)
        .sum();
  }
}
