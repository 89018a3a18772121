// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.benchmarks;

/**
 * What one call of a variant takes: nanoseconds of its thread's CPU time, and bytes it allocates.
 *
 * @param cpu of the call as a whole
 * @param bytes of the call as a whole
 * @param addedCpu to the undecorated call
 * @param addedBytes to the undecorated call
 */
record Timing(double cpu, double bytes, double addedCpu, double addedBytes) {
  /** Returns a text that {@link #parse} reads. */
  String text() {
    return cpu + " " + bytes + ' ' + addedCpu + ' ' + addedBytes;
  }

  static Timing parse(String text) {
    String[] parts = text.split(" ");
    return new Timing(
        Double.parseDouble(parts[0]),
        Double.parseDouble(parts[1]),
        Double.parseDouble(parts[2]),
        Double.parseDouble(parts[3]));
  }
}
