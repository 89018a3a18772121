// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.instrument;

import java.lang.ref.Cleaner;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ends the calls of which an SDK says nothing more: a cancelled future calls no hook, and neither
 * does a call that another hook fails before it is sent. Such a call is over when the SDK no longer
 * refers to it: no time-out guesses which upload of an hour is still running.
 */
final class Forgotten {
  /**
   * So many calls at most are watched at a time. There are as many only where more are in flight
   * than any client's pool has connections for, or where a span processor keeps the sweep from
   * going on: then calls that are forgotten stay without an end, rather than in memory.
   */
  static final int MAX_WATCHED = 10_000;

  private static final Cleaner CLEANER = Cleaner.create();
  private static final AtomicInteger WATCHED = new AtomicInteger();

  private Forgotten() {}

  /** Ends the span, once the handle is unreachable, if it still runs. */
  static void watch(StorageCall handle, CallSpan span) {
    if (span.isWatched()) {
      return;
    }
    if (WATCHED.get() >= MAX_WATCHED) {
      span.onEnd(() -> {}); // once is enough to say so
      span.handler()
          .caught("sweep", new IllegalStateException(MAX_WATCHED + " calls have not ended"));
      return;
    }
    WATCHED.incrementAndGet();
    span.onEnd(CLEANER.register(handle, () -> end(span))::clean);
  }

  /** Runs once: when the call has ended, or is forgotten. */
  private static void end(CallSpan span) {
    WATCHED.decrementAndGet();
    span.forgotten();
  }
}
