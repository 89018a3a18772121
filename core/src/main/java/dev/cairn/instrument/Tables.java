// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.instrument;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;

/**
 * What calls have shown of the tables that stamps go to: which accept them, which refuse them, and
 * where the application keeps something of its own under the key. Thread-safe.
 *
 * <p>A table that refuses stamps gets none. After five minutes one call tries again; where that
 * call shows nothing, another does five minutes later.
 */
final class Tables {
  static final Duration HALF_OPEN_AFTER = Duration.ofMinutes(5);

  /** What is shown of tables beyond so many is forgotten at once. */
  private static final int MAX_TABLES = 10_000;

  private static final State NOTHING = new State();

  private final ConcurrentMap<String, State> states = new ConcurrentHashMap<>();
  private final LongSupplier nanos;

  private static final class State {
    private boolean accepts;
    private boolean refuses;
    private boolean inUse;
    private long tryAgainAt;
  }

  Tables(LongSupplier nanos) {
    this.nanos = nanos;
  }

  private State known(String table) {
    return states.getOrDefault(table, NOTHING);
  }

  private State state(String table) {
    State state = states.get(table);
    if (state != null) {
      return state;
    }
    return states.size() < MAX_TABLES
        ? states.computeIfAbsent(table, t -> new State())
        : new State();
  }

  /** Returns whether the table may get a stamp now. A true where it refuses them is the trial. */
  boolean mayStamp(String table) {
    State state = known(table);
    synchronized (state) {
      if (!state.refuses) {
        return true;
      }
      if (nanos.getAsLong() - state.tryAgainAt < 0) {
        return false;
      }
      state.tryAgainAt = nanos.getAsLong() + HALF_OPEN_AFTER.toNanos();
      return true;
    }
  }

  /** Takes note that a stamped write was taken. */
  void accepted(String table) {
    State state = state(table);
    synchronized (state) {
      state.accepts = true;
      state.refuses = false;
    }
  }

  boolean isKnownToAccept(String table) {
    State state = known(table);
    synchronized (state) {
      return state.accepts;
    }
  }

  /** Takes note that a write was taken without the stamp it had been refused with. */
  void refused(String table) {
    State state = state(table);
    synchronized (state) {
      state.accepts = false;
      state.refuses = true;
      state.tryAgainAt = nanos.getAsLong() + HALF_OPEN_AFTER.toNanos();
    }
  }

  /** Takes note that the application keeps something of its own under the stamps' key. */
  void inUse(String table) {
    State state = state(table);
    synchronized (state) {
      state.inUse = true;
    }
  }

  boolean isInUse(String table) {
    State state = known(table);
    synchronized (state) {
      return state.inUse;
    }
  }
}
