// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.local.server;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What tests have ordered to happen to requests, and how many requests came.
 *
 * <p>One delay and one fault an operation; a later order replaces an earlier one. Thread-safe.
 */
final class FaultRules {
  private final Map<String, Duration> delays = new HashMap<>();
  private final Map<String, Countdown> faults = new HashMap<>();
  private final Map<String, Long> requests = new HashMap<>();
  private long resets;

  private record Countdown(Fault fault, int times) {}

  synchronized void delay(String operation, Duration delay) {
    delays.put(Operations.require(operation), delay);
  }

  synchronized void fail(String operation, Fault fault, int times) {
    faults.put(Operations.require(operation), new Countdown(fault, times));
  }

  /** Forgets every order and every count, and lets go on whom it made wait. */
  synchronized void reset() {
    delays.clear();
    faults.clear();
    requests.clear();
    resets++;
    notifyAll();
  }

  /** Requests of this operation since the start or the last reset, failed ones included. */
  synchronized long requests(String operation) {
    return requests.getOrDefault(Operations.require(operation), 0L);
  }

  /**
   * Counts a request that has come, and waits as long as its operation is delayed.
   *
   * @return the fault to answer with, or {@link Fault#NONE}
   */
  synchronized Fault meet(String operation) throws InterruptedException {
    requests.merge(operation, 1L, Long::sum);
    Fault fault = takeFault(operation);
    long before = resets;
    long end = System.nanoTime() + delays.getOrDefault(operation, Duration.ZERO).toNanos();
    for (long left = end - System.nanoTime();
        left > 0 && resets == before;
        left = end - System.nanoTime()) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    return fault;
  }

  private Fault takeFault(String operation) {
    Countdown left = faults.remove(operation);
    if (left == null) {
      return Fault.NONE;
    }
    if (left.times > 1) {
      faults.put(operation, new Countdown(left.fault, left.times - 1));
    }
    return left.fault;
  }
}
