// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.question;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cairn.explorer.store.Selection;
import dev.cairn.explorer.store.SpanStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Q5: which share of writes took longer. One call is one write, however many items it has, its
 * duration that of the whole call with its retries, its table that of its first item. Only applied
 * writes count. Unknown ones are told beside, and rejected ones too, unless a sampler was at work:
 * nobody knows how many of these it dropped.
 */
final class Latency {
  private static final int MAX_THRESHOLDS = 20;

  private static final String SELECT =
      "SELECT system, container, operation, grouping(container) = 1 AS is_total,"
          + " count(*) FILTER (outcome = 'applied') AS writes,"
          + " count(*) FILTER (outcome = 'rejected') AS rejected,"
          + " count(*) FILTER (outcome = 'unknown') AS unknown,"
          + " quantile_disc(duration, 0.5) FILTER (outcome = 'applied') AS median,"
          + " quantile_disc(duration, 0.99) FILTER (outcome = 'applied') AS slow,"
          + " max(duration) FILTER (outcome = 'applied') AS slowest";
  private static final String OVER =
      ", count(*) FILTER (outcome = 'applied' AND duration > %d) AS over_%d";
  private static final String FROM =
      " FROM write WHERE is_call AND %s"
          + " GROUP BY GROUPING SETS ((system, container, operation), (system))"
          + " ORDER BY system, container, operation";
  private static final String SAMPLED =
      "SELECT 1 FROM request WHERE kept IS NOT NULL AND %s LIMIT 1";

  private final SpanStore store;
  private final List<Duration> thresholds;

  /**
   * @param thresholds at least 1, at most 20
   */
  Latency(SpanStore store, List<Duration> thresholds) {
    if (thresholds.isEmpty() || thresholds.size() > MAX_THRESHOLDS) {
      throw new IllegalArgumentException(
          "over: " + thresholds.size() + " thresholds are not 1 to " + MAX_THRESHOLDS);
    }
    this.store = store;
    this.thresholds = List.copyOf(thresholds);
  }

  ObjectNode answer(Selection which) {
    ObjectNode json = Json.selection(which);
    ArrayNode asked = json.putArray("overMs");
    thresholds.forEach(threshold -> asked.add(Json.millis(threshold.toNanos())));
    ArrayNode systems = json.putArray("systems");
    ArrayNode tables = json.putArray("tables");
    Where where = Where.of(which);
    boolean sampled =
        !store.query(SAMPLED.formatted(where.sql()), row -> Boolean.TRUE, where.values()).isEmpty();
    for (Row row : store.query(sql(where), this::row, where.values())) {
      (row.isTotal ? systems : tables).add(row.json);
      if (sampled) {
        row.json.putNull("rejected");
      }
    }
    Completeness.of(store, which).putInto(json);
    return json;
  }

  private String sql(Where where) {
    StringBuilder sql = new StringBuilder(SELECT);
    for (int i = 0; i < thresholds.size(); i++) {
      sql.append(OVER.formatted(thresholds.get(i).toNanos(), i));
    }
    return sql.append(FROM.formatted(where.sql())).toString();
  }

  private record Row(boolean isTotal, ObjectNode json) {}

  private Row row(ResultSet row) throws SQLException {
    boolean isTotal = row.getBoolean("is_total");
    long writes = row.getLong("writes");
    ObjectNode json = Json.object().put("system", row.getString("system"));
    if (!isTotal) {
      json.put("table", row.getString("container")).put("operation", row.getString("operation"));
    }
    json.put("writes", writes);
    ArrayNode over = json.putArray("over");
    for (int i = 0; i < thresholds.size(); i++) {
      long count = row.getLong("over_" + i);
      over.addObject()
          .put("ms", Json.millis(thresholds.get(i).toNanos()))
          .put("count", count)
          .put("share", writes == 0 ? null : (Double) ((double) count / writes));
    }
    json.put("medianMs", millis(row, "median"))
        .put("p99Ms", millis(row, "slow"))
        .put("maxMs", millis(row, "slowest"))
        .put("rejected", row.getLong("rejected"))
        .put("unknown", row.getLong("unknown"));
    return new Row(isTotal, json);
  }

  private static Double millis(ResultSet row, String column) throws SQLException {
    Long nanos = Columns.number(row, column);
    return nanos == null ? null : (Double) Json.millis(nanos);
  }

  /** Reads {@code 5ms,0.5s,250us}. */
  static List<Duration> thresholds(String text) {
    List<Duration> thresholds = new ArrayList<>();
    for (String threshold : text.split(",")) {
      thresholds.add(Durations.parse("over", threshold.trim()));
    }
    return thresholds;
  }
}
