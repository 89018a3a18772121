// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.store;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Drops what is older than a store keeps, and of a store that is too large the oldest, and counts
 * what it drops. Not thread-safe: the thread that writes calls it between two transactions, so that
 * nothing can come in faster than the limit is watched.
 */
final class Retention {
  private static final Logger LOGGER = Logger.getLogger(Retention.class.getName());

  /** By which of its columns each table knows when a row's thing began. */
  private static final Map<Table, String> TIMES =
      Map.of(
          Table.SPAN, "time",
          Table.TRACE, "until",
          Table.ORIGIN, "until",
          Table.LINK, "time",
          Table.WRITE, "time",
          Table.ADDRESS, "time",
          Table.REQUEST, "time",
          Table.ERROR, "time",
          Table.EVENT, "time",
          Table.LOSS, "time");

  private static final Duration DAY = Duration.ofDays(1);
  private static final long AGE_CHECK_NANOS = TimeUnit.MINUTES.toNanos(1);

  /** The size is looked at after so many spans: some 20 MB in memory. */
  private static final long SIZE_CHECK_SPANS = 50_000;

  /** A store that is too large is cut to this part of its limit, lest it is cut all the time. */
  private static final double CUT_TO = 0.9;

  private final Database database;
  private final Session session;
  private final StoreSettings settings;
  private final AtomicLong spans;
  private long nextAgeCheck = System.nanoTime();
  private long spansAtSizeCheck;

  /**
   * @param spans how many are stored; kept up to date
   */
  Retention(Database database, Session session, StoreSettings settings, AtomicLong spans) {
    this.database = database;
    this.session = session;
    this.settings = settings;
    this.spans = spans;
  }

  /** Looks whether anything is to be dropped, if it is time to look. */
  void apply() {
    try {
      if (System.nanoTime() - nextAgeCheck >= 0) {
        nextAgeCheck = System.nanoTime() + AGE_CHECK_NANOS;
        dropBefore(oldestKept());
        cutToSize();
      } else if (spans.get() - spansAtSizeCheck >= SIZE_CHECK_SPANS) {
        cutToSize();
      }
    } catch (SQLException failed) {
      LOGGER.log(Level.WARNING, "old spans were not dropped; this is tried again", failed);
    }
  }

  /** Whole days are dropped, where there are several: their rows lie together once sealed. */
  private long oldestKept() {
    Instant oldest = Instant.now().minus(settings.keep());
    boolean days = settings.keep().compareTo(DAY.multipliedBy(2)) >= 0;
    Instant whole = oldest.truncatedTo(days ? ChronoUnit.DAYS : ChronoUnit.HOURS);
    return TimeUnit.SECONDS.toNanos(whole.getEpochSecond()); // the smallest long where before 1677
  }

  private void cutToSize() throws SQLException {
    spansAtSizeCheck = spans.get();
    if (bytes() <= settings.maxBytes()) {
      return;
    }
    database.checkpoint(); // what is in the log only is not packed yet
    long bytes = bytes();
    if (bytes > settings.maxBytes()) {
      double part = 1 - CUT_TO * settings.maxBytes() / bytes;
      dropBefore(
          endOfSealed(
              session.number(
                  "SELECT greatest(approx_quantile(time, "
                      + part
                      + "), min(time) + 1)::BIGINT FROM span")));
      spansAtSizeCheck = spans.get();
    }
  }

  /**
   * Of a sealed day the rows of no hour lie together, so that dropping a part of it frees nothing:
   * returns its end, unless nothing would be left.
   */
  private long endOfSealed(long time) throws SQLException {
    long day = Math.floorDiv(time, DAY.toNanos());
    long end = (day + 1) * DAY.toNanos();
    boolean sealed = session.number("SELECT count(*) FROM sealed WHERE day = " + day) > 0;
    return sealed && session.number("SELECT max(time) FROM span") >= end ? end : time;
  }

  /** Returns how much the tables and the log take, without what is free to be used again. */
  private long bytes() throws SQLException {
    return settings.directory() == null
        ? session.number(
            "SELECT memory_usage_bytes FROM duckdb_memory() WHERE tag = 'IN_MEMORY_TABLE'")
        : database.logBytes()
            + session.number("SELECT block_size * used_blocks FROM pragma_database_size()");
  }

  private void dropBefore(long time) throws SQLException {
    String old = " WHERE time < " + time;
    if (session.number("SELECT count(*) FROM span" + old) == 0
        && session.number("SELECT count(*) FROM event" + old) == 0
        && session.number("SELECT count(*) FROM loss" + old) == 0) {
      return;
    }
    database.upkeep().lock();
    try {
      drop(time);
    } finally {
      database.upkeep().unlock();
    }
  }

  private void drop(long time) throws SQLException {
    long dropped = 0;
    session.begin();
    try {
      for (Map.Entry<Table, String> table : TIMES.entrySet()) {
        String rows = table.getKey().sql() + " WHERE " + table.getValue() + " < ?";
        long deleted = session.update("DELETE FROM " + rows, time);
        dropped += table.getKey() == Table.SPAN ? deleted : 0;
      }
      session.append(List.of(new DroppedRow(DroppedRow.EVICTED, dropped, time - 1)));
      session.commit();
    } catch (SQLException failed) {
      session.rollBack(failed);
      throw failed;
    }
    spans.addAndGet(-dropped);
    database.checkpoint();
  }
}
