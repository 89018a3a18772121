// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.store;

/** From one time to another, both included, in nanoseconds since 1970. */
record Period(long since, long until) {
  /** Any time. */
  static final Period EVER = new Period(Long.MIN_VALUE, Long.MAX_VALUE);

  Period and(Period other) {
    return new Period(Math.min(since, other.since), Math.max(until, other.until));
  }

  /** Returns what both have in common, where they have anything. */
  Period within(Period other) {
    return new Period(Math.max(since, other.since), Math.min(until, other.until));
  }
}
