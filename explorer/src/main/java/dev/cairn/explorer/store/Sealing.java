// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.store;

import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Sorts the narrow tables, a day at a time, by what they are asked for. Rows that belong together
 * then lie in one block of their day, and a question reads that one of each day: what an answer
 * costs grows with the days it looks at, not with what came in on them.
 *
 * <p>Not thread-safe: the thread that writes calls it between two groups, a table at a time, so
 * that what comes in waits for seconds at most.
 */
final class Sealing {
  private static final Logger LOGGER = Logger.getLogger(Sealing.class.getName());
  private static final long DAY = TimeUnit.DAYS.toNanos(1);

  /**
   * How long after its end a day is taken to be complete: exporters hold spans back for minutes.
   */
  private static final long GRACE = TimeUnit.HOURS.toNanos(1);

  private static final long CHECK_NANOS = TimeUnit.MINUTES.toNanos(1);

  /** Between two tables there is time for what waits to be committed. */
  private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(2);

  /**
   * How a table is sorted.
   *
   * @param columns its columns; of a trace that came in bit by bit one row is left
   * @param time the column that says of which day a row is
   * @param by what follows the condition
   */
  private record Order(Table table, String columns, String time, String by) {}

  private static final String PERIOD = "min(since), max(until)";

  private static final List<Order> ORDERS =
      List.of(
          new Order(Table.WRITE, "*", "time", "ORDER BY address_hash, time"),
          new Order(Table.REQUEST, "*", "time", "ORDER BY user_hash, time"),
          new Order(Table.LINK, "*", "time", "ORDER BY target_trace_id, time"),
          new Order(
              Table.ORIGIN,
              "origin_id, trace_id, " + PERIOD,
              "since",
              "GROUP BY origin_id, trace_id ORDER BY origin_id"),
          new Order(
              Table.TRACE, "trace_id, " + PERIOD, "since", "GROUP BY trace_id ORDER BY trace_id"));

  private final Session session;
  private long nextCheck = System.nanoTime();

  /** The day that is being sealed, and the first of its tables that is not. */
  private long begun = -1;

  private int next;

  Sealing(Session session) {
    this.session = session;
  }

  /** Sorts a table of a day, if one is over and it is time to look. */
  void apply() {
    if (System.nanoTime() - nextCheck < 0) {
      return;
    }
    nextCheck = System.nanoTime() + CHECK_NANOS;
    try {
      if (sealNext(TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis()))) {
        nextCheck = System.nanoTime() + PAUSE_NANOS;
      }
    } catch (SQLException failed) {
      LOGGER.log(Level.WARNING, "a day was not sorted; this is tried again", failed);
    }
  }

  /** Sorts one table of the first day that is over; returns whether there was one. */
  boolean sealNext(long nowNanos) throws SQLException {
    long day = firstOver(nowNanos);
    if (day < 0) {
      return false;
    }
    if (day != begun) { // what was done of a day before a restart is done again
      begun = day;
      next = 0;
    }
    session.begin();
    try {
      seal(ORDERS.get(next), day);
      if (next == ORDERS.size() - 1) {
        session.execute("INSERT INTO sealed VALUES (" + day + ")");
      }
      session.commit();
      next++;
      return true;
    } catch (SQLException failed) {
      session.rollBack(failed);
      throw failed;
    }
  }

  /** Returns the first day that is over and not sealed; less than 0 where there is none. */
  private long firstOver(long nowNanos) throws SQLException {
    return session.number(
        "SELECT coalesce(min(day), -1) FROM (SELECT DISTINCT since // "
            + DAY
            + " AS day FROM trace EXCEPT FROM sealed) WHERE day >= 0 AND day < "
            + Math.floorDiv(nowNanos - GRACE, DAY));
  }

  private void seal(Order order, long day) throws SQLException {
    String table = order.table.sql();
    long last = session.number("SELECT max(rowid) FROM " + table);
    String ofDay =
        " FROM "
            + table
            + (" WHERE " + order.time + " >= " + day * DAY)
            + (" AND " + order.time + " < " + (day + 1) * DAY)
            + (" AND rowid <= " + last);
    session.execute("INSERT INTO " + table + " SELECT " + order.columns + ofDay + " " + order.by);
    session.execute("DELETE" + ofDay);
  }
}
