// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.store;

import java.sql.SQLException;

/**
 * Sorts the spans of a day by the user on whose behalf they are: those of a trace together, and so
 * all that a user did on the day in one place. A trace is its first request's user's, root before
 * others; one that has no user stands for itself.
 *
 * <p>In slices of a bounded number of spans, each a transaction that leaves the day in order: what
 * is sealed of it has an owner, in the table of spans and in that of traces, the rest none.
 */
final class SpanSealing {
  /**
   * Little more than a row group of DuckDB, which is written at once and not by way of the log; at
   * some 600 bytes a span while it is sorted, 75 MB. A trace larger than that is one slice.
   */
  static final int SLICE_SPANS = 122_880;

  private static final String SLICE =
      "CREATE OR REPLACE TEMP TABLE slice AS"
          + " WITH traces AS (SELECT trace_id, count(*) AS spans, min(time) AS since,"
          + " max(time) AS until FROM span WHERE %1$s GROUP BY trace_id),"
          + " users AS (SELECT trace_id, arg_min(user_hash, (parent_id IS NOT NULL, time)) AS user"
          + " FROM request WHERE %2$s AND user_hash <> 0 GROUP BY trace_id),"
          + " owned AS (SELECT trace_id, since, until, spans,"
          + " coalesce(user, (hash(trace_id) // 2 + 1)::BIGINT) AS owner"
          + " FROM traces LEFT JOIN users USING (trace_id)),"
          + " summed AS (SELECT *, sum(spans) OVER (ORDER BY owner, since, trace_id) AS spans_to"
          + " FROM owned)"
          + " SELECT trace_id, since, until, owner FROM summed WHERE spans_to - spans < %3$d";

  private final Session session;
  private final int sliceSpans;

  SpanSealing(Session session, int sliceSpans) {
    this.session = session;
    this.sliceSpans = sliceSpans;
  }

  /**
   * Seals a slice of the day within the session's transaction; returns whether there was any.
   *
   * @param from the nanosecond the day begins with
   * @param to that with which the next one begins
   */
  boolean sealSlice(long from, long to) throws SQLException {
    String ofDay = "time >= " + from + " AND time < " + to;
    String unsealed = ofDay + " AND owner = " + Row.NO_OWNER;
    session.execute(SLICE.formatted(unsealed, ofDay, sliceSpans));
    if (session.number("SELECT count(*) FROM slice") == 0) {
      return false;
    }
    session.execute(
        "INSERT INTO span SELECT s.* REPLACE (slice.owner AS owner) FROM span s JOIN slice"
            + " USING (trace_id) WHERE s.time >= "
            + from
            + " AND s.time < "
            + to
            + " AND s.owner = "
            + Row.NO_OWNER
            + " ORDER BY slice.owner, slice.since, s.trace_id, s.time");
    String ofSlice = " AND trace_id IN (SELECT trace_id FROM slice)";
    session.execute("DELETE FROM span WHERE " + unsealed + ofSlice);
    session.execute(
        "DELETE FROM trace WHERE since >= "
            + from
            + " AND until < "
            + to // what reaches into the next day has spans there that are not sealed
            + " AND owner = "
            + Row.NO_OWNER
            + ofSlice);
    session.execute("INSERT INTO trace FROM slice ORDER BY trace_id");
    return true;
  }
}
