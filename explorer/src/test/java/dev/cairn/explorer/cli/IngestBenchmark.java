// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.explorer.store.Traffic;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What it costs to take spans in: real exporters, gRPC, decoding, a store in a directory, in a
 * process with half a gigabyte of heap. {@code BENCHMARKS.md} has the command and the results.
 */
@EnabledIfSystemProperty(named = "cairn.bench.spans", matches = "\\d+")
final class IngestBenchmark {
  /** They are made before the clock runs. The first half is the warm-up. */
  private static final long MAX_TRACES = 100_000;

  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({"1, 512", "1, 8192", "4, 8192", "50, 512"})
  void ingest(int exporters, int batchSize) throws Exception {
    Traffic traffic = new Traffic();
    long traces = Math.min(MAX_TRACES, Long.getLong("cairn.bench.spans") / 10);
    List<SpanData> spans =
        LongStream.range(0, traces)
            .mapToObj(traffic::trace)
            .flatMap(List::stream)
            .map(Exported::data)
            .toList();
    List<List<SpanData>> batches = new ArrayList<>();
    for (int from = 0; from < spans.size(); from += batchSize) {
      batches.add(spans.subList(from, Math.min(spans.size(), from + batchSize)));
    }
    try (ServedProcess explorer = ServedProcess.forBenchmarks(directory)) {
      String url = "http://127.0.0.1:" + explorer.grpcPort();
      int half = batches.size() / 2;
      int failed = send(batches.subList(0, half), exporters, url); // until the compiler is done
      explorer.spans();
      int measured = spans.size() - half * batchSize;
      Duration before = explorer.cpu();
      long began = System.nanoTime();
      failed += send(batches.subList(half, batches.size()), exporters, url);
      long kept = explorer.spans();
      double seconds = (System.nanoTime() - began) / 1e9;
      Duration cpu = explorer.cpu().minus(before);

      System.out.printf(
          "| %d | %d | %d | %.0f | %.0f | %d | %d | %s |%n",
          exporters,
          batchSize,
          measured,
          measured / seconds,
          measured / (cpu.toMillis() / 1e3),
          spans.size() - kept,
          failed,
          explorer.peakMegabytes());
      assertThat(kept).isEqualTo(spans.size());
    }
  }

  /** Returns how many batches an exporter gave up. */
  private static int send(List<List<SpanData>> batches, int exporters, String url)
      throws InterruptedException {
    AtomicInteger next = new AtomicInteger();
    AtomicInteger failed = new AtomicInteger();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < exporters; i++) {
      SpanExporter exporter =
          OtlpGrpcSpanExporter.builder().setEndpoint(url).setTimeout(Duration.ofMinutes(1)).build();
      Thread thread =
          new Thread(
              () -> {
                for (int n = next.getAndIncrement();
                    n < batches.size();
                    n = next.getAndIncrement()) {
                  CompletableResultCode sent = exporter.export(batches.get(n));
                  sent.join(2, TimeUnit.MINUTES);
                  failed.addAndGet(sent.isSuccess() ? 0 : 1);
                }
                exporter.shutdown();
              });
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    return failed.get();
  }
}
