// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.examples.photo;

import java.util.Arrays;

/**
 * What one service did in one stretch of time under load.
 *
 * @param sortedNanos how long each request took, the shortest first
 * @param wallNanos how long the stretch was
 * @param cpuNanos what this process, which is service and visitors, spent meanwhile
 */
record Block(long[] sortedNanos, long wallNanos, long cpuNanos) {
  static Block of(long[] nanos, long wallNanos, long cpuNanos) {
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    return new Block(sorted, wallNanos, cpuNanos);
  }

  double requestsPerSecond() {
    return sortedNanos.length * 1e9 / wallNanos;
  }

  double cpuMicrosPerRequest() {
    return cpuNanos / 1e3 / sortedNanos.length;
  }

  /** Returns the time within which this share of the requests was answered. */
  double millis(double share) {
    int index = (int) Math.min(sortedNanos.length - 1, Math.floor(share * sortedNanos.length));
    return sortedNanos[index] / 1e6;
  }
}
