// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.store;

import java.util.List;

/**
 * Keeps spans and finds them again. Thread-safe. A span is known by its trace and span id: of two
 * with the same ids the first is kept, so that an exporter may send a batch again.
 *
 * <p>Lists are snapshots. Every method may block on storage; what cannot be read or written throws.
 */
public interface SpanStore {
  /**
   * Returns a store in memory, empty, for this process's life. Beyond its bound the trace whose
   * first span came in first is dropped whole, and counted.
   *
   * @param maxSpans the bound, at least 1; about 1.5 KB of heap each
   */
  static SpanStore inMemory(int maxSpans) {
    return new MemorySpanStore(maxSpans);
  }

  /**
   * Takes a batch in, all of it or, where it throws, nothing. When it returns they are found by
   * every method below.
   */
  void append(Batch batch);

  /** Counts spans that were sent to be stored but are none. */
  void countRejected(long spans);

  /** Returns the spans of a trace in the order they began. */
  List<SpanRecord> trace(String traceId);

  /** Returns the spans whose {@code cairn.address} is exactly this, in the order they began. */
  List<SpanRecord> at(String address);

  /**
   * Returns the spans that carry the {@code user.id} and serve a request or begin a trace, in the
   * order they began. Some may have been called by others of them: a request travels.
   *
   * @param which names a user
   * @param limit at most so many, the newest
   * @throws IllegalArgumentException where no user is named or the limit is less than 1
   */
  List<SpanRecord> requests(Selection which, int limit);

  /** Returns the spans of any trace with a link to the given span, in the order they began. */
  List<SpanRecord> linkingTo(String traceId, String spanId);

  /**
   * Returns the spans of other traces whose {@code cairn.origin.trace_id} is this trace, in the
   * order they began.
   */
  List<SpanRecord> originatingIn(String traceId);

  /** Returns how many spans are kept. */
  long size();

  /** Returns what was lost. */
  StoreLosses losses();
}
