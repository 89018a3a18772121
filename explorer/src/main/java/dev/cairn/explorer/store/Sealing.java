// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.store;

import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Sorts the tables, a day at a time, by what they are asked for. Rows that belong together then lie
 * in one block of their day, and a question reads that one of each day: what an answer costs grows
 * with the days it looks at, not with what came in on them. Not thread-safe.
 */
final class Sealing {
  private static final long DAY = TimeUnit.DAYS.toNanos(1);

  /**
   * How long after its end a day is taken to be complete: exporters hold spans back for minutes.
   */
  private static final long GRACE = TimeUnit.HOURS.toNanos(1);

  /**
   * How a narrow table is sorted.
   *
   * @param columns its columns; of a trace that came in bit by bit one row is left
   * @param time the column that says of which day a row is
   * @param by what follows the condition
   */
  private record Order(Table table, String columns, String time, String by) {}

  /** Made of the day's writes, which then leave it to say where an address was written. */
  private static final String ADDRESSES =
      "INSERT INTO address SELECT address_hash, time, trace_id, span_id, coalesce(owner, 0)"
          + " FROM (SELECT *%1$s AND address_hash <> 0) LEFT JOIN (SELECT trace_id, owner,"
          + " min(since) AS since, max(until) AS until FROM trace WHERE since < %3$d"
          + " AND until >= %2$d GROUP BY trace_id, owner) AS part USING (trace_id)"
          + " WHERE part.trace_id IS NULL OR time BETWEEN since AND until"
          + " ORDER BY address_hash, time";

  private static final String PERIOD = "min(since), max(until)";

  private static final List<Order> ORDERS =
      List.of(
          new Order(Table.WRITE, "* REPLACE (0 AS address_hash)", "time", "ORDER BY tenant, time"),
          new Order(Table.REQUEST, "*", "time", "ORDER BY user_hash, time"),
          new Order(Table.LINK, "*", "time", "ORDER BY target_trace_id, time"),
          new Order(
              Table.ORIGIN,
              "origin_id, trace_id, " + PERIOD,
              "since",
              "GROUP BY origin_id, trace_id ORDER BY origin_id"),
          new Order(
              Table.TRACE,
              "trace_id, " + PERIOD + ", owner",
              "since",
              "GROUP BY trace_id, owner ORDER BY trace_id"));

  private final Session session;
  private final SpanSealing spans;

  /** The day that is being sealed, and how many of its narrow tables are. */
  private long begun = -1;

  private int done;

  Sealing(Session session) {
    this(session, SpanSealing.SLICE_SPANS);
  }

  /**
   * @param sliceSpans so many spans are sorted at a time
   */
  Sealing(Session session, int sliceSpans) {
    this.session = session;
    this.spans = new SpanSealing(session, sliceSpans);
  }

  /**
   * Sorts a slice of the spans, or one of the other tables, of the first day that is over; returns
   * whether there was one.
   */
  boolean sealNext(long nowNanos) throws SQLException {
    long day = firstOver(nowNanos);
    if (day < 0) {
      return false;
    }
    if (day != begun) { // of a day before a restart, narrow tables that are done are done again
      begun = day;
      done = 0;
    }
    session.begin();
    try {
      if (done > 0 || !spans.sealSlice(day * DAY, (day + 1) * DAY)) {
        seal(ORDERS.get(done), day);
        done++;
      }
      if (done == ORDERS.size()) {
        session.execute("INSERT INTO sealed VALUES (" + day + ")");
      }
      session.commit();
    } catch (SQLException failed) {
      begun = -1;
      session.rollBack(failed);
      throw failed;
    }
    if (done == ORDERS.size()) {
      session.checkpoint(); // where the day's rows were is room for the next day's
    }
    return true;
  }

  /** Returns whether there is a day that is over and not sealed. */
  boolean isDue(long nowNanos) throws SQLException {
    return firstOver(nowNanos) >= 0;
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
    if (order.table == Table.WRITE) {
      session.execute(ADDRESSES.formatted(ofDay, day * DAY, (day + 1) * DAY));
    }
    session.execute("INSERT INTO " + table + " SELECT " + order.columns + ofDay + " " + order.by);
    session.execute("DELETE" + ofDay);
  }
}
