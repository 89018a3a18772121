// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.store;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The one thread that writes the tables: it reads the journal, from the batch after the last that
 * they have, and commits seldom, because a transaction of {@value #MAX_SPANS} spans costs half of
 * what ten of a tenth cost. Who asks has it commit at once.
 */
final class Writer implements AutoCloseable {
  private static final Logger LOGGER = Logger.getLogger(Writer.class.getName());

  /**
   * A transaction takes no more batches beyond so many spans. DuckDB writes as many rows straight
   * into its file, packed, and not into its log first.
   *
   * @see <a href="https://duckdb.org/docs/stable/internals/storage">row groups of 122,880 rows</a>
   */
  static final int MAX_SPANS = 122_880;

  /** Nor beyond so many octets, where spans are larger than most: as many are 95 MB else. */
  private static final long MAX_OCTETS = 128L << 20;

  /** Of a store in memory, which may be as small as that. */
  static final int MAX_SPANS_IN_MEMORY = 10_000;

  /** A transaction to which nothing comes for so long is committed. */
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /** A transaction is committed after so long: this much has to be done again after a crash. */
  private static final long MAX_AGE_NANOS = TimeUnit.SECONDS.toNanos(5);

  /** Even where nothing comes in, there is upkeep: what is kept grows old. */
  private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(60);

  /** How long it waits until it tries again what failed, unless somebody asks. */
  private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** One failure of so many is logged, after the first. */
  private static final int FAILURES_TOLD = 60;

  /** So long those who bring more than there is room for are held back, until they are refused. */
  private static final long ROOM_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final Journal journal;
  private final Group group;
  private final Known known;
  private final int maxSpans;
  private final Runnable upkeep;
  private final Thread thread = new Thread(this::run, "cairn-store-writer");

  /** Null at the start and after a failure. */
  private Journal.Cursor cursor;

  /** The batches up to this number are committed each by itself: one of them has failed. */
  private long aloneUpTo;

  private int failures;

  /** When the transaction was begun. */
  private long begun;

  private final Lock lock = new ReentrantLock();
  private final Condition news = lock.newCondition();
  private final Condition progress = lock.newCondition();
  private volatile boolean closed;

  /** The last batch that somebody waits for. */
  private volatile long wanted;

  /** How often somebody asked, and how often that was when what failed last was begun. */
  private long asked;

  private long askedInVain;

  private Writer(Journal journal, Group group, Known known, int maxSpans, Runnable upkeep) {
    this.journal = journal;
    this.group = group;
    this.known = known;
    this.maxSpans = maxSpans;
    this.upkeep = upkeep;
  }

  /**
   * Starts it.
   *
   * @param known what of the journal is in the tables; the group keeps it up to date
   * @param upkeep what else is done by this thread, between two transactions and at least every
   *     minute
   */
  static Writer start(Journal journal, Group group, Known known, int maxSpans, Runnable upkeep) {
    Writer writer = new Writer(journal, group, known, maxSpans, upkeep);
    writer.thread.setDaemon(true);
    writer.thread.start();
    return writer;
  }

  /** Says that there is more in the journal. */
  void wake() {
    lock.lock();
    try {
      news.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Waits as long as the journal is full, or throws a {@link StoreException}. */
  void awaitRoom() {
    if (journal.isFull() && !await(() -> !journal.isFull(), ROOM_NANOS)) {
      throw new StoreException(
          "what was acknowledged is not in the tables yet: send it again", null);
    }
  }

  /**
   * Waits until everything that was acknowledged is in the tables, or could not be brought there:
   * then the answer is what they have.
   */
  void settle() {
    long upTo = journal.last();
    if (known.applied().get() >= upTo) {
      return;
    }
    lock.lock();
    try {
      asked++;
      long mine = asked;
      wanted = Math.max(wanted, upTo);
      news.signal();
      await(
          () -> known.applied().get() >= upTo || askedInVain >= mine || !thread.isAlive(),
          Long.MAX_VALUE);
    } finally {
      lock.unlock();
    }
  }

  private interface State {
    boolean isThere();
  }

  /** Returns false where it takes longer. */
  private boolean await(State state, long nanos) {
    long left = nanos;
    lock.lock();
    try {
      while (!state.isThere() && left > 0) {
        long some = Math.min(left, RETRY_NANOS);
        left -= some - Math.max(0, progress.awaitNanos(some));
      }
      return state.isThere();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new StoreException("interrupted", stop);
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    while (!isDone()) {
      long asker = asked();
      try {
        step();
        tell(false, asker);
      } catch (RuntimeException failed) {
        fail(failed);
        if (failures > 1) { // at first it is tried again at once, each batch by itself
          tell(true, asker);
          rest(RETRY_NANOS);
        }
      }
    }
    closeCursor();
  }

  private boolean isDone() {
    return closed && (failures > 0 || known.applied().get() >= journal.last());
  }

  private void step() {
    if (cursor == null) {
      cursor = journal.after(known.applied().get());
    }
    Rows next = cursor.next();
    boolean paused = false;
    if (next != null) {
      append(next);
    } else if (!isDue()) {
      paused = rest(group.isOpen() ? PAUSE_NANOS : IDLE_NANOS);
    }
    if (group.isOpen() && (paused || isDue())) {
      commit();
    } else if (paused) {
      keepUp();
    }
  }

  private void append(Rows next) {
    long number = cursor.number();
    if (!group.isOpen()) {
      begun = System.nanoTime();
    }
    if (number > aloneUpTo) {
      group.append(number, next);
      return;
    }
    try {
      group.append(number, next);
      commit();
    } catch (StoreException failed) {
      setAside(number, next, failed);
    }
  }

  /** Goes on without a batch, if it is that which fails and no other writing does. */
  private void setAside(long number, Rows rows, StoreException why) {
    group.append(number - 1, Rows.of(List.of()));
    commit();
    journal.setAside(number, rows);
    group.append(number, Rows.of(List.of(new DroppedRow(DroppedRow.REJECTED, rows.spans(), 0))));
    commit();
    LOGGER.log(
        Level.SEVERE,
        "the tables refuse batch " + number + ": its spans are counted as rejected",
        why);
  }

  private boolean isDue() {
    return group.isOpen()
        && (group.spans() >= maxSpans
            || group.octets() >= MAX_OCTETS
            || (wanted > known.applied().get() && cursor.number() >= wanted)
            || (closed && cursor.number() == journal.last())
            || System.nanoTime() - begun >= MAX_AGE_NANOS);
  }

  private void commit() {
    group.commit();
    failures = 0;
    journal.release(known.applied().get());
    keepUp();
  }

  private void fail(RuntimeException why) {
    if (cursor != null) {
      aloneUpTo = Math.max(aloneUpTo, cursor.number());
    }
    closeCursor();
    failures++;
    if (failures == 1 || failures % FAILURES_TOLD == 0) {
      LOGGER.log(
          Level.WARNING,
          "what came in is in the journal, but not in the tables; this is tried again",
          why);
    }
  }

  private void closeCursor() {
    if (cursor != null) {
      cursor.close();
      cursor = null;
    }
  }

  /** Returns whether nobody woke it up. */
  private boolean rest(long nanos) {
    lock.lock();
    try {
      boolean isNews =
          cursor == null ? asked > askedInVain : cursor.number() < journal.last() || isDue();
      return !closed && !isNews && news.awaitNanos(nanos) <= 0;
    } catch (InterruptedException nobodysDoing) {
      return false;
    } finally {
      lock.unlock();
    }
  }

  private void keepUp() {
    try {
      upkeep.run();
    } catch (RuntimeException failed) {
      LOGGER.log(Level.WARNING, "the store's upkeep failed; this is tried again", failed);
    }
  }

  private long asked() {
    lock.lock();
    try {
      return asked;
    } finally {
      lock.unlock();
    }
  }

  private void tell(boolean inVain, long asker) {
    lock.lock();
    try {
      askedInVain = inVain ? asker : askedInVain;
      progress.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Commits what is in the journal, and ends. What cannot be committed stays there. */
  @Override
  public void close() {
    closed = true;
    wake();
    try {
      thread.join();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }
}
