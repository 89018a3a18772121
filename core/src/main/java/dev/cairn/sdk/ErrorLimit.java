// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sdk;

import java.util.function.LongSupplier;

/** Lets so many errors a second pass, and as many at once after a quiet second. Thread-safe. */
final class ErrorLimit {
  private static final double NANOS_PER_SECOND = 1e9;

  private final int perSecond;
  private final LongSupplier nanoClock;
  private double left;
  private long lastNanos;

  ErrorLimit(int perSecond, LongSupplier nanoClock) {
    this.perSecond = perSecond;
    this.nanoClock = nanoClock;
    left = perSecond;
    lastNanos = nanoClock.getAsLong();
  }

  synchronized boolean tryPass() {
    long now = nanoClock.getAsLong();
    left = Math.min(perSecond, left + (now - lastNanos) / NANOS_PER_SECOND * perSecond);
    lastNanos = now;
    if (left < 1) {
      return false;
    }
    left--;
    return true;
  }
}
