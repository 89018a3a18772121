// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.store;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * Keeps spans, events and losses, and finds them again. Thread-safe. A span is known by its trace
 * and span id: of two with the same ids the first is kept, so that an exporter may send a batch
 * again. That is certain for the latest two million spans, and of those before a restart for the
 * latest 250,000; an older one sent again is there twice.
 *
 * <p>Lists are snapshots. Every method may block on storage; what cannot be read or written throws
 * {@link StoreException}. Whoever asks waits until what was acknowledged is in the tables; where
 * those cannot be written, the answer is of what they have, and what is missing is found later.
 */
public interface SpanStore extends AutoCloseable {
  /** Returns a store in memory, empty, for this process's life. */
  static SpanStore inMemory() {
    return open(StoreSettings.inMemory());
  }

  /**
   * Opens a store.
   *
   * @throws StoreException where it cannot be opened: the directory is in use, cannot be written
   *     to, or holds what is no store or one of a newer explorer
   */
  static SpanStore open(StoreSettings settings) {
    return DuckSpanStore.open(settings);
  }

  /**
   * Takes a batch in, all of it or, where it fails, nothing. When the future completes the batch is
   * on storage, survives a crash, and is found by every method below; it fails with a {@link
   * StoreException}. It completes on the thread that acknowledges, which must not be kept.
   */
  CompletableFuture<Void> appendAsync(Batch batch);

  /** As {@link #appendAsync}, and waits for it. */
  default void append(Batch batch) {
    try {
      appendAsync(batch).get();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new StoreException("interrupted; the batch may have been kept", stop);
    } catch (ExecutionException failed) {
      throw new StoreException(failed.getCause().getMessage(), failed.getCause());
    }
  }

  /** Returns the spans of a trace in the order they began. */
  List<SpanRecord> trace(String traceId);

  /**
   * Returns the spans of each of these traces, as {@link #trace} does, and faster than that for
   * each. A trace that has none is not in it.
   */
  Map<String, List<SpanRecord>> traces(Collection<String> traceIds);

  /**
   * Returns the spans that wrote to exactly this address, in the order they began; of more than
   * {@value #MAX_WRITES} the newest.
   */
  List<SpanRecord> at(String address);

  /** See {@link #at}. */
  int MAX_WRITES = 1_000;

  /**
   * Returns which spans carry the {@code user.id} and serve a request or begin a trace, in the
   * order they began. Some may have been called by others of them: a request travels.
   *
   * @param which names a user
   * @param limit at most so many, the newest
   * @throws IllegalArgumentException where no user is named or the limit is less than 1
   */
  List<SpanRecord.Identity> requests(Selection which, int limit);

  /**
   * Returns, by each of these spans that has any, the other traces that go on from it: one of their
   * spans links to it, or has its trace as its {@code cairn.origin.trace_id}. Of more than {@value
   * #MAX_FOLLOWERS} those of one kind that began first.
   */
  Map<SpanRecord.Identity, Set<String>> followers(Collection<SpanRecord.Identity> spans);

  /** See {@link #followers}. */
  int MAX_FOLLOWERS = 10_000;

  /**
   * Asks the tables, which {@code schema-1.sql} tells of.
   *
   * @param sql a SELECT with {@code ?} for each parameter; the same text again is faster
   * @param parameters strings, longs, booleans, doubles, UUIDs or null
   */
  <T> List<T> query(String sql, RowMapper<T> mapper, Object... parameters);

  /** Makes a value of the current row. */
  interface RowMapper<T> {
    T map(ResultSet row) throws SQLException;
  }

  /**
   * Writes a table as it is now into a Parquet file, over one that is there. May take minutes; what
   * comes in meanwhile is not held up.
   *
   * @return how many rows
   */
  long export(Export what, Path file);

  /** Returns how many spans are kept. */
  long size();

  /** Returns what was lost. */
  StoreLosses losses();

  /** Commits what was begun, and frees the directory. */
  @Override
  void close();
}
