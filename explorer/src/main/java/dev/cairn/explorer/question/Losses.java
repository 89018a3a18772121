// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.question;

import dev.cairn.explorer.store.Selection;
import dev.cairn.explorer.store.SpanStore;
import java.util.List;

/** What services say they lost on the way to the explorer. */
final class Losses {
  /**
   * Of each series its starts' greatest values (see LossRecord), of those that were counting within
   * the time asked for.
   */
  private static final String COUNTED =
      "SELECT counter, TRY_CAST(sum(lost) AS BIGINT) FROM (SELECT counter, max(value) AS lost"
          + " FROM loss WHERE %s GROUP BY counter, emitter, attributes, since)"
          + " GROUP BY counter ORDER BY counter";

  private Losses() {}

  /** Returns the counters and what they say, or null where nothing was lost. */
  static String of(SpanStore store, Selection which) {
    Where where =
        Where.all()
            .and("time >= ?", which.sinceNanos())
            .and("since < ?", which.untilNanos())
            .and("service = ?", which.service());
    List<String> counted =
        store.query(
            COUNTED.formatted(where.sql()),
            row -> row.getString(1) + ' ' + Columns.number(row, 2),
            where.values());
    return counted.isEmpty() ? null : String.join(", ", counted);
  }
}
