// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.store;

import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/** The journal of a store in memory: it ends with the process, as the tables do. */
final class MemoryJournal implements Journal {
  /** Some four transactions. */
  private static final long MAX_OCTETS = 64 << 20;

  private final ConcurrentSkipListMap<Long, Rows> kept = new ConcurrentSkipListMap<>();
  private final AtomicLong octets = new AtomicLong();
  private volatile long last;

  @Override
  public void append(List<Rows> batches) {
    long number = last;
    for (Rows rows : batches) {
      kept.put(++number, rows);
      octets.addAndGet(rows.octets());
    }
    last = number;
  }

  @Override
  public long last() {
    return last;
  }

  @Override
  public boolean isFull() {
    return octets.get() > MAX_OCTETS;
  }

  @Override
  public Cursor after(long number) {
    return new Cursor() {
      private long at = number;

      @Override
      public Rows next() {
        return at < last ? kept.get(++at) : null;
      }

      @Override
      public long number() {
        return at;
      }

      @Override
      public void close() {
        // nothing is held
      }
    };
  }

  @Override
  public void setAside(long number, Rows rows) {
    // there is nowhere that outlives the process
  }

  @Override
  public void release(long upTo) {
    while (!kept.isEmpty() && kept.firstKey() <= upTo) {
      octets.addAndGet(-kept.pollFirstEntry().getValue().octets());
    }
  }

  @Override
  public void close() {
    // nothing is held
  }
}
