// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.store;

import java.util.Arrays;

/**
 * The fingerprints of what came in lately, in bounded memory: at least the last {@value #SPAN}, at
 * most twice as many. Fingerprints are 64 bits, so that of two million spans one in ten trillion is
 * taken for another. Not thread-safe.
 */
final class Recent {
  /**
   * OpenTelemetry's exporters give up after seconds, a Collector after 5 minutes: 20 seconds at
   * 100,000 spans a second, hours at what most send.
   */
  static final int SPAN = 2_000_000;

  private Generation young = new Generation();
  private Generation old = new Generation();

  /** Returns whether the fingerprint is a recent one. */
  boolean contains(long fingerprint) {
    return young.contains(fingerprint) || old.contains(fingerprint);
  }

  void add(long fingerprint) {
    if (young.size == SPAN) {
      old = young;
      young = new Generation();
    }
    young.add(fingerprint);
  }

  /** A set of numbers other than 0, by open addressing, at most half full. */
  private static final class Generation {
    private static final int SMALLEST = 1 << 12;

    private long[] slots = new long[SMALLEST];
    private int size;

    boolean contains(long number) {
      return slots[slot(slots, number)] == number;
    }

    void add(long number) {
      int slot = slot(slots, number);
      if (slots[slot] == 0) {
        slots[slot] = number;
        size++;
        if (size > slots.length / 2) {
          grow();
        }
      }
    }

    private void grow() {
      long[] larger = new long[slots.length * 2];
      Arrays.stream(slots).filter(n -> n != 0).forEach(n -> larger[slot(larger, n)] = n);
      slots = larger;
    }

    /** Returns where the number is or, if it is not in, belongs. */
    private static int slot(long[] slots, long number) {
      int mask = slots.length - 1;
      int slot = (int) number & mask;
      while (slots[slot] != 0 && slots[slot] != number) {
        slot = (slot + 1) & mask;
      }
      return slot;
    }
  }
}
