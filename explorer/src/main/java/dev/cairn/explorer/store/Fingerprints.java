// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.store;

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

  /** Moves up whoever was put behind it for want of its place. */
  void remove(long number) {
    int gap = slot(slots, number);
    if (slots[gap] != number) {
      return;
    }
    int mask = slots.length - 1;
    for (int next = (gap + 1) & mask; slots[next] != 0; next = (next + 1) & mask) {
      int wanted = (int) slots[next] & mask;
      if (((next - wanted) & mask) >= ((next - gap) & mask)) {
        slots[gap] = slots[next];
        gap = next;
      }
    }
    slots[gap] = 0;
    size--;
  }

  int size() {
    return size;
  }

  private void grow() {
    long[] larger = new long[slots.length * 2];
    for (long number : slots) {
      if (number != 0) {
        larger[slot(larger, number)] = number;
      }
    }
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
