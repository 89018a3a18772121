// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.question;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cairn.explorer.store.Selection;
import dev.cairn.explorer.store.SpanStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/**
 * Q8: what a request or a user wrote, copied or deleted, newest first. One item is one write.
 * Rejected writes are not told; unknown ones are, marked as such. To a request belongs what others
 * did on its behalf: workers that resumed its origin.
 */
final class StoredBy {
  private static final String FOUND = " FROM write WHERE outcome IN ('applied', 'unknown') AND %s";
  private static final String COUNTS =
      "SELECT count(*) FILTER (outcome = 'applied') AS applied,"
          + " count(*) FILTER (outcome = 'unknown') AS unknown"
          + FOUND;
  private static final String ITEMS =
      "SELECT *"
          + FOUND
          + " ORDER BY time + duration DESC, time DESC, trace_id, span_id, address LIMIT ?";

  private final SpanStore store;

  StoredBy(SpanStore store) {
    this.store = store;
  }

  /**
   * @param traceId the request's trace, or null for all
   * @param limit at most so many items, the newest
   */
  ObjectNode answer(Selection which, String traceId, int limit) {
    UUID trace = Columns.traceId(traceId);
    if (trace == null && which.user() == null) {
      throw new IllegalArgumentException(
          "neither 'trace' nor 'user' is given: one of them is needed");
    }
    if (limit < 1) {
      throw new IllegalArgumentException("limit: " + limit + " is not at least 1");
    }
    Where where = Where.of(which).and("trace_id = ? OR origin_id = ?", trace);
    ObjectNode json = Json.selection(which).put("traceId", traceId);
    store.query(
        COUNTS.formatted(where.sql()),
        row -> json.put("applied", row.getLong(1)).put("unknown", row.getLong(2)),
        where.values());
    List<ObjectNode> items =
        store.query(ITEMS.formatted(where.sql()), StoredBy::item, where.values(limit));
    ArrayNode array = json.putArray("items");
    items.forEach(array::add);
    Completeness completeness = Completeness.of(store, which);
    long all = json.path("applied").asLong() + json.path("unknown").asLong();
    if (all > items.size()) {
      completeness = new Completeness(false, "of " + all + " items the newest " + items.size());
    }
    completeness.putInto(json);
    return json;
  }

  private static ObjectNode item(ResultSet row) throws SQLException {
    ObjectNode json =
        Json.object()
            .put("address", row.getString("address"))
            .put("system", row.getString("system"))
            .put("table", row.getString("container"))
            .put("operation", row.getString("operation"))
            .put("outcome", row.getString("outcome"))
            .put("time", Json.time(Json.instant(row.getLong("time") + row.getLong("duration"))))
            .put("request", row.getString("origin_request"))
            .put("service", row.getString("service"))
            .put("user", row.getString("user_id"))
            .put("tenant", row.getString("tenant"));
    return Columns.putIds(json, row);
  }
}
