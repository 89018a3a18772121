// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.store;

import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The thread that seals days, by a connection of its own: what comes in meanwhile does not wait,
 * unless something is to be dropped for it.
 */
final class Sealer implements AutoCloseable {
  private static final Logger LOGGER = Logger.getLogger(Sealer.class.getName());
  private static final long CHECK_MILLIS = TimeUnit.MINUTES.toMillis(1);

  /** Between two steps there is time for what else the machine has to do. */
  private static final long PAUSE_MILLIS = TimeUnit.SECONDS.toMillis(1);

  /**
   * A log that gets too long is written into the file by whoever commits next, who then waits for
   * the step that is under way: before a step it is kept far from that.
   */
  private static final long MAX_LOG_BYTES = 64 << 20;

  private final Database database;
  private final Session session;
  private final Sealing sealing;
  private final Thread thread = new Thread(this::run, "cairn-store-sealer");
  private volatile boolean closed;

  private Sealer(Database database, Session session) {
    this.database = database;
    this.session = session;
    this.sealing = new Sealing(session);
  }

  static Sealer start(Database database) {
    Sealer sealer = new Sealer(database, new Session(database, new Emitters()));
    sealer.thread.setDaemon(true);
    sealer.thread.start();
    return sealer;
  }

  private void run() {
    while (!closed) {
      try {
        Thread.sleep(step() ? PAUSE_MILLIS : CHECK_MILLIS);
      } catch (InterruptedException closing) {
        continue;
      }
    }
  }

  /** Returns whether there may be more to do. */
  private boolean step() {
    boolean[] more = new boolean[1];
    try {
      database.readers().occupy(() -> more[0] = sealNext());
    } catch (RuntimeException failed) {
      LOGGER.log(Level.WARNING, "a day was not sorted; this is tried again", failed);
    }
    return more[0];
  }

  private boolean sealNext() {
    database.upkeep().lock();
    try (session) { // which opens itself again
      long now = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
      if (database.logBytes() > MAX_LOG_BYTES && sealing.isDue(now)) {
        database.checkpoint();
      }
      return sealing.sealNext(now);
    } catch (SQLException failed) {
      throw new StoreException(failed.getMessage(), failed);
    } finally {
      database.upkeep().unlock();
    }
  }

  /** Waits for what it is at. */
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }
}
