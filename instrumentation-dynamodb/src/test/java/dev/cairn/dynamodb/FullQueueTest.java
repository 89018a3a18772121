// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.Cairn;
import dev.cairn.contract.ItemClient;
import dev.cairn.sdk.CairnTracing;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SdkTracerProviderBuilder;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Thousands of calls while the exporter is stuck and what waits for it has long had no room. */
@Timeout(120)
class FullQueueTest {
  private static final int ROOM = 16;

  /** More than the requests of which Cairn remembers that nothing was kept of them yet. */
  private static final int CALLS = 1200;

  /** Less than that many writes and reads leave, of over a kilobyte each. */
  private static final long FLAT = 2_000_000;

  private final CountDownLatch release = new CountDownLatch(1);
  private final AtomicBoolean isStuck = new AtomicBoolean();
  private final InMemoryMetricReader metrics = InMemoryMetricReader.create();
  private final SdkMeterProvider meters =
      SdkMeterProvider.builder().registerMetricReader(metrics).build();
  private final String table = LocalClients.newTable();
  private OpenTelemetrySdk sdk;

  private final class Stuck implements SpanExporter {
    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
      isStuck.set(true);
      try {
        release.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return CompletableResultCode.ofFailure();
    }

    @Override
    public CompletableResultCode flush() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
      return CompletableResultCode.ofSuccess();
    }
  }

  @AfterEach
  void close() {
    release.countDown();
    sdk.close();
  }

  private void withStuckExporter(SdkTracerProviderBuilder tracers) {
    sdk =
        OpenTelemetrySdk.builder()
            .setTracerProvider(tracers.build())
            .setMeterProvider(meters)
            .build();
  }

  private long counted(String metric, String attribute) {
    return metrics.collectAllMetrics().stream()
        .filter(each -> each.getName().equals(metric))
        .flatMap(each -> each.getLongSumData().getPoints().stream())
        .filter(point -> point.getAttributes().toString().contains(attribute))
        .mapToLong(LongPointData::getValue)
        .sum();
  }

  private void callsAreUnharmed_andMemoryIsFlat() {
    CairnDynamoDb decorator =
        CairnDynamoDb.builder(Cairn.create(sdk)).key(table, "pk").describeTables(false).build();
    try (ItemClient client =
        new ItemClientV2(decorator.build(LocalClients.dynamoDb()), decorator)) {
      call(client, CALLS);
      assertThat(isStuck).isTrue();
      long before = heap();
      call(client, CALLS);
      assertThat(heap() - before).isLessThan(FLAT);
    }
  }

  private void call(ItemClient client, int times) {
    for (long i = 0; i < times; i++) {
      Map<String, Object> item = Map.of("pk", "cat", "n", i);
      try (Scope ignored = Requests.asAda()) {
        client.put(table, item);
      }
      assertThat(client.get(table, "cat").items()).containsExactly(item);
    }
  }

  /** Returns what is still used after garbage has been collected. */
  private static long heap() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      System.gc();
      Runtime runtime = Runtime.getRuntime();
      least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
    }
    return least;
  }

  @Test
  void stuckExporter_harmsNoCall_andDropsAreCounted() {
    withStuckExporter(
        SdkTracerProvider.builder()
            .addSpanProcessor(
                BatchSpanProcessor.builder(new Stuck())
                    .setMaxQueueSize(ROOM)
                    .setMaxExportBatchSize(ROOM / 2)
                    .setMeterProvider(meters)
                    .build()));
    callsAreUnharmed_andMemoryIsFlat();

    assertThat(counted("processedSpans", "dropped=true")).isGreaterThanOrEqualTo(3 * CALLS);
  }

  @Test
  void stuckExporterOfWhatIsKept_harmsNoCall_andDropsAreCounted() {
    withStuckExporter(
        CairnTracing.exportTo(new Stuck())
            .sampler(Sampler.alwaysOff())
            .queueSize(ROOM)
            .addTo(SdkTracerProvider.builder()));
    callsAreUnharmed_andMemoryIsFlat();

    assertThat(counted("cairn.keep.dropped", "")).isGreaterThanOrEqualTo(CALLS);
  }
}
