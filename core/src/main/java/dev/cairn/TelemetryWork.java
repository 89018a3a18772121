// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn;

/**
 * A stretch of work in which OpenTelemetry runs on Cairn's behalf, and within it samplers, span
 * processors, exporters and the like of the application. What these call of decorated clients would
 * begin a span, for which they are called again, without end: {@link Cairn#passesBy} says that such
 * a call is to go by undecorated. For authors of an instrumentation:
 *
 * <pre>{@code
 * try (TelemetryWork work = TelemetryWork.begin()) {
 *   span.end();
 * }
 * }</pre>
 *
 * <p>It holds for the thread that begins it until it is closed there; never keep one open around
 * the application's own code. Allocates nothing and leaves nothing behind: between stretches a
 * thread knows of none, and of no class of Cairn.
 */
public enum TelemetryWork implements AutoCloseable {
  /** Within another stretch, which goes on when this one is closed. */
  INNER,
  /** Within none. */
  OUTER,
  /** As {@link #OUTER}, while Cairn counts that a call went by, which may call hooks again. */
  COUNTING;

  private static final ThreadLocal<TelemetryWork> CURRENT = new ThreadLocal<>();

  /** Begins a stretch, to be closed on this thread. */
  public static TelemetryWork begin() {
    if (isUnderWay()) {
      return INNER;
    }
    CURRENT.set(OUTER);
    return OUTER;
  }

  /** Returns whether this thread is within a stretch. */
  public static boolean isUnderWay() {
    return CURRENT.get() != null;
  }

  /**
   * Returns work for another thread, within the stretch that this thread is in, if any: for a
   * client whose work goes from thread to thread and carries nothing else along.
   */
  public static Runnable wrap(Runnable work) {
    TelemetryWork here = CURRENT.get();
    return here == null ? work : () -> run(here, work);
  }

  /** Runs what counts a call that went by, unless that is what makes this very call. */
  static void count(Runnable count) {
    if (CURRENT.get() != COUNTING) {
      run(COUNTING, count);
    }
  }

  private static void run(TelemetryWork within, Runnable work) {
    TelemetryWork before = CURRENT.get();
    CURRENT.set(within);
    try {
      work.run();
    } finally {
      CURRENT.set(before);
    }
  }

  @Override
  public void close() {
    if (this != INNER) {
      CURRENT.set(null); // not removed: an entry without a value costs less to set again
    }
  }
}
