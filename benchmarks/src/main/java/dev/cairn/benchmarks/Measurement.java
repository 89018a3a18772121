// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.benchmarks;

import com.sun.management.ThreadMXBean;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.LongUnaryOperator;

/**
 * Measures the variants of a row against each other, on a machine that others use too: by CPU time
 * and allocation of the threads that do its work, in many short blocks that take turns. What a
 * variant adds is the median of its differences from the undecorated block of the same turn. Not
 * thread-safe.
 */
final class Measurement {
  /** A block is long enough for the clock and short enough for its neighbours to be alike. */
  private static final double BLOCK_NANOS = 1_000_000;

  private static final int MIN_CALLS = 5;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final List<Side> sides = new ArrayList<>();
  private final Random order = new Random(42);

  /** One variant and what its blocks took per call. */
  private static final class Side {
    final Variant variant;
    final Context context;
    final Call call;
    double[] cpu;
    double[] bytes;

    Side(Variant variant, Call call) {
      this.variant = variant;
      this.context = Telemetry.context(variant);
      this.call = call;
    }

    /** Makes a block of calls, and notes what each of them took. */
    void block(int calls, int turn) throws Exception {
      long before = sum(THREADS::getThreadAllocatedBytes);
      cpu[turn] = (double) cpuOf(calls) / calls;
      bytes[turn] = (double) (sum(THREADS::getThreadAllocatedBytes) - before) / calls;
    }

    /** Makes calls, and returns the CPU time that they took. */
    long cpuOf(int calls) throws Exception {
      try (Scope scope = context.makeCurrent()) {
        long before = sum(THREADS::getThreadCpuTime);
        for (int i = 0; i < calls; i++) {
          call.run();
        }
        call.settle();
        return sum(THREADS::getThreadCpuTime) - before;
      }
    }

    private long sum(LongUnaryOperator ofThread) {
      long sum = 0;
      for (long thread : call.threads()) {
        sum += ofThread.applyAsLong(thread);
      }
      return sum;
    }
  }

  /** How long is measured. */
  enum Effort {
    FULL(3000, 400),
    QUICK(400, 100);

    /**
     * Of CPU time, for each variant, before anything counts: the machine may be busy, and compiles
     * meanwhile.
     */
    private final int warmUpMillis;

    /** Of all variants, that count. */
    private final int turns;

    Effort(int warmUpMillis, int turns) {
      this.warmUpMillis = warmUpMillis;
      this.turns = turns;
    }
  }

  Measurement(Row row, Telemetry telemetry) throws Exception {
    for (Variant variant : row.variants()) {
      sides.add(new Side(variant, row.call(variant, telemetry)));
    }
  }

  Map<Variant, Timing> take(Effort effort) throws Exception {
    int calls = warmUp(effort.warmUpMillis * 1_000_000L * sides.size());
    for (Side side : sides) {
      side.cpu = new double[effort.turns];
      side.bytes = new double[effort.turns];
    }
    List<Side> turn = new ArrayList<>(sides);
    for (int i = 0; i < effort.turns; i++) {
      Collections.shuffle(turn, order);
      for (Side side : turn) {
        side.block(calls, i);
      }
    }
    Map<Variant, Timing> timings = new EnumMap<>(Variant.class);
    for (Side side : sides) {
      Side bare = side(side.variant.baseline());
      timings.put(
          side.variant,
          new Timing(
              median(side.cpu),
              median(side.bytes),
              median(differences(side.cpu, bare.cpu)),
              median(differences(side.bytes, bare.bytes))));
    }
    return timings;
  }

  /** Returns how many calls make a block. */
  private int warmUp(long nanos) throws Exception {
    long spent = 0;
    long turn = 0;
    while (spent < nanos) {
      turn = 0;
      for (Side side : sides) {
        turn += side.cpuOf(MIN_CALLS);
      }
      spent += turn;
    }
    double call = (double) turn / sides.size() / MIN_CALLS;
    return (int) Math.max(MIN_CALLS, BLOCK_NANOS / call);
  }

  private Side side(Variant variant) {
    return sides.stream().filter(side -> side.variant == variant).findFirst().orElseThrow();
  }

  private static double[] differences(double[] of, double[] from) {
    double[] differences = new double[of.length];
    for (int i = 0; i < of.length; i++) {
      differences[i] = of[i] - from[i];
    }
    return differences;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
