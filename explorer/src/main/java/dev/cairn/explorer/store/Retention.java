// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.duckdb.DuckDBConnection;

/**
 * Drops what is older than a store keeps, and of a store that is too large the oldest, and counts
 * what it drops. Not thread-safe: the thread that writes calls it between two groups, so that
 * nothing can come in faster than the limit is watched.
 */
final class Retention implements AutoCloseable {
  private static final Logger LOGGER = Logger.getLogger(Retention.class.getName());

  /** By which of its columns each table knows when a row's thing began. */
  private static final Map<Table, String> TIMES =
      Map.of(
          Table.SPAN, "time",
          Table.TRACE, "until",
          Table.ORIGIN, "until",
          Table.LINK, "time",
          Table.WRITE, "time",
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
  private final DuckDBConnection connection;
  private final StoreSettings settings;
  private final AtomicLong spans;
  private long nextAgeCheck = System.nanoTime();
  private long spansAtSizeCheck;

  private Retention(
      Database database, DuckDBConnection connection, StoreSettings settings, AtomicLong spans) {
    this.database = database;
    this.connection = connection;
    this.settings = settings;
    this.spans = spans;
  }

  /**
   * @param spans how many are stored; kept up to date
   */
  static Retention of(Database database, StoreSettings settings, AtomicLong spans)
      throws SQLException {
    return new Retention(database, database.connect(), settings, spans);
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
          number(
              "SELECT greatest(approx_quantile(time, "
                  + part
                  + "), min(time) + 1)::BIGINT FROM span"));
      spansAtSizeCheck = spans.get();
    }
  }

  /** Returns how much the tables and the log take, without what is free to be used again. */
  private long bytes() throws SQLException {
    return settings.directory() == null
        ? number("SELECT memory_usage_bytes FROM duckdb_memory() WHERE tag = 'IN_MEMORY_TABLE'")
        : database.logBytes()
            + number("SELECT block_size * used_blocks FROM pragma_database_size()");
  }

  private void dropBefore(long time) throws SQLException {
    if (number("SELECT count(*) FROM span WHERE time < " + time) == 0) {
      return;
    }
    long dropped = 0;
    execute("BEGIN TRANSACTION");
    try {
      for (Map.Entry<Table, String> table : TIMES.entrySet()) {
        long rows = deleteBefore(table.getKey(), table.getValue(), time);
        dropped += table.getKey() == Table.SPAN ? rows : 0;
      }
      execute(
          "INSERT INTO dropped VALUES ('"
              + DroppedRow.EVICTED
              + "', "
              + dropped
              + ", "
              + (time - 1)
              + ")");
      execute("COMMIT");
    } catch (SQLException failed) {
      execute("ROLLBACK");
      throw failed;
    }
    spans.addAndGet(-dropped);
    database.checkpoint();
  }

  private long deleteBefore(Table table, String column, long time) throws SQLException {
    String delete = "DELETE FROM " + table.sql() + " WHERE " + column + " < ?";
    try (PreparedStatement statement = connection.prepareStatement(delete)) {
      statement.setLong(1, time);
      return statement.executeLargeUpdate();
    }
  }

  private long number(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.next() ? row.getLong(1) : 0;
    }
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException kept) {
      LOGGER.log(Level.WARNING, "a connection is kept open", kept);
    }
  }
}
