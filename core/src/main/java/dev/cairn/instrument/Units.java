// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.instrument;

/**
 * Capacity units as AWS computes them, from sizes.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html">
 *     Reads and writes</a>
 */
final class Units {
  private static final int READ_BYTES = 4096;
  private static final int WRITE_BYTES = 1024;
  private static final int TRANSACTION = 2;
  private static final double EVENTUAL = 0.5;

  private Units() {}

  static double estimated(String operation, Effect effect, Volume volume) {
    boolean transaction = operation.contains("Transact");
    if (effect == Effect.WRITE) {
      return each(volume, WRITE_BYTES) * (transaction ? TRANSACTION : 1);
    }
    double weight = transaction ? TRANSACTION : volume.consistent() ? 1 : EVENTUAL;
    return each(volume, READ_BYTES) * weight;
  }

  /** Every item is rounded up by itself; of several only the mean is known. */
  private static double each(Volume volume, int unit) {
    int items = Math.max(1, volume.items());
    long mean = volume.bytes() / items;
    return items * (double) Math.max(1, (mean + unit - 1) / unit);
  }
}
