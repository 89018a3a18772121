// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.examples.photo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Nobody is refused under load, and what Cairn remembers does not grow with it. */
class LoadTest {
  private static final String SERVICE = "decorated";

  @Test
  void load_isServedAndRecorded() throws IOException, InterruptedException {
    try (Load load = new Load()) {
      load.add(SERVICE, Decoration.STAMPS);

      Block block = load.run(SERVICE, Duration.ofSeconds(2));

      assertThat(block.sortedNanos().length).isGreaterThan(Load.VISITORS);
      assertThat(load.exportedBytes()).as("of telemetry").isGreaterThan(block.sortedNanos().length);
    }
  }

  /** With {@code -Plong}: an hour, or {@code -Dcairn.soak.minutes=…}. */
  @Tag("long")
  @Test
  void memory_staysFlat() throws IOException, InterruptedException {
    int minutes = Integer.getInteger("cairn.soak.minutes", 60);
    try (Load load = new Load()) {
      load.add(SERVICE, Decoration.STAMPS);
      load.run(SERVICE, Duration.ofMinutes(1));
      List<Long> heap = new ArrayList<>();
      List<Integer> threads = new ArrayList<>();
      for (int minute = 1; minute <= minutes; minute++) {
        Block block = load.run(SERVICE, Duration.ofMinutes(1));
        heap.add(usedHeap());
        threads.add(ManagementFactory.getThreadMXBean().getThreadCount());
        System.out.printf(
            "minute %d: %.0f requests a second, p99 %.1f ms, %.1f MB of heap, %d threads%n",
            minute,
            block.requestsPerSecond(),
            block.millis(0.99),
            heap.get(minute - 1) / 1e6,
            threads.get(minute - 1));
      }

      assertThat(lowest(heap, minutes / 2, minutes))
          .as("bytes of heap in each minute: %s", heap)
          .isLessThan(lowest(heap, 0, (minutes + 1) / 2) + 2_000_000);
      assertThat(threads.get(minutes - 1)).as("%s", threads).isLessThan(threads.get(0) + 8);
    }
  }

  /** With {@code -Plong}: writes {@code LOAD.md} anew. */
  @Tag("long")
  @Test
  void decorated_isComparedWithBare() throws IOException, InterruptedException {
    LoadReport.write(Integer.getInteger("cairn.load.rounds", 20), Duration.ofSeconds(5));

    assertThat(Path.of("LOAD.md")).content().contains("| requests a second |");
  }

  private static long usedHeap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private static long lowest(List<Long> values, int from, int to) {
    return values.subList(from, to).stream().mapToLong(Long::longValue).min().orElseThrow();
  }
}
