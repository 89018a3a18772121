// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.store;

import java.util.List;

/**
 * What is acknowledged and not in the tables yet. Every batch has a number, counted from 1.
 * Thread-safe: one thread appends, another one reads and releases.
 */
interface Journal extends AutoCloseable {
  /**
   * Keeps batches, all or, where it fails, none.
   *
   * @throws StoreException where they cannot be kept
   */
  void append(List<Rows> batches);

  /** Returns the number of the last batch that was kept. */
  long last();

  /** Returns whether more is kept than should be: the tables lag behind. */
  boolean isFull();

  /**
   * Begins to read.
   *
   * @param number the first batch is the one after this
   */
  Cursor after(long number);

  /** Reads one batch after the other. Not thread-safe. */
  interface Cursor extends AutoCloseable {
    /**
     * Returns the next batch, or null where there is none yet.
     *
     * @throws StoreException where it cannot be read
     */
    Rows next();

    /** Returns the number of the batch that was returned last. */
    long number();

    @Override
    void close();
  }

  /** Keeps a batch that the tables refuse for somebody to look at, whatever is released. */
  void setAside(long number, Rows rows);

  /** Lets go of batches up to this number: they are in the tables. */
  void release(long upTo);

  /** What was not released stays. */
  @Override
  void close();
}
