// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.store;

import java.util.Arrays;
import java.util.function.LongConsumer;

/** A set of numbers other than 0, by open addressing, at most half full. Not thread-safe. */
final class Fingerprints {
  private static final int SMALLEST = 1 << 12;

  private long[] slots = new long[SMALLEST];
  private int size;

  boolean contains(long number) {
    return slots[slot(slots, number)] == number;
  }

  /** Returns whether it was not there yet. */
  boolean add(long number) {
    int slot = slot(slots, number);
    if (slots[slot] == number) {
      return false;
    }
    slots[slot] = number;
    size++;
    if (size > slots.length / 2) {
      grow();
    }
    return true;
  }

  int size() {
    return size;
  }

  void forEach(LongConsumer action) {
    Arrays.stream(slots).filter(number -> number != 0).forEach(action);
  }

  void clear() {
    if (size > 0) {
      Arrays.fill(slots, 0);
      size = 0;
    }
  }

  private void grow() {
    long[] larger = new long[slots.length * 2];
    forEach(number -> larger[slot(larger, number)] = number);
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
