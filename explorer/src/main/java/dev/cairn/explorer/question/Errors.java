// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.question;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cairn.explorer.store.Selection;
import dev.cairn.explorer.store.SpanStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Q3: who encountered which errors. Errors are one group where they differ only in what messages
 * say of numbers, ids and quoted values. An error that names no user, because it came before one
 * was known, is that of the only user whom requests of its trace name.
 */
final class Errors {
  /** Beyond so many groups and users an answer is cut, and says so. */
  static final int MAX_ROWS = 10_000;

  private static final int MAX_MESSAGE = 500;

  private static final String KNOWN =
      "WITH found AS (SELECT * FROM error WHERE %s),"
          + " told AS (SELECT trace_id,"
          + " CASE WHEN count(DISTINCT user_id) = 1 THEN min(user_id) END AS user_id,"
          + " CASE WHEN count(DISTINCT tenant) = 1 THEN min(tenant) END AS tenant FROM request"
          + " WHERE trace_id IN (SELECT trace_id FROM found WHERE user_id IS NULL)"
          + " GROUP BY trace_id),"
          + " known AS (SELECT f.* REPLACE (coalesce(f.user_id, t.user_id) AS user_id,"
          + " CASE WHEN f.user_id IS NULL THEN coalesce(f.tenant, t.tenant) ELSE f.tenant END"
          + " AS tenant) FROM found f LEFT JOIN told t USING (trace_id))";
  private static final String GROUPS =
      " SELECT type, group_key, user_id, tenant, errors, since, until, latest.service AS service,"
          + " latest.request AS request, latest.status AS status, latest.message AS message,"
          + " latest.trace_id AS trace_id, latest.span_id AS span_id FROM (SELECT type, group_key,"
          + " user_id, tenant,  count(DISTINCT (trace_id, message)) FILTER (trace_id IS NOT NULL) +"
          + " count(*) FILTER (trace_id IS NULL) AS errors, min(time) AS since, max(time) AS until,"
          + " first({'service': service, 'request': origin_request, 'status': http_status,"
          + " 'message': left(message, "
          + MAX_MESSAGE
          + "), 'trace_id': trace_id, 'span_id': span_id}"
          + " ORDER BY trace_id IS NULL, time DESC, span_id) AS latest"
          + " FROM known WHERE (?::VARCHAR IS NULL OR user_id = ?)"
          + " AND (?::VARCHAR IS NULL OR tenant = ?) GROUP BY ALL)"
          + " ORDER BY errors DESC, until DESC, type, group_key, tenant, user_id LIMIT "
          + (MAX_ROWS + 1);

  private final SpanStore store;

  Errors(SpanStore store) {
    this.store = store;
  }

  ObjectNode answer(Selection which, ErrorFilter filter) {
    Where where = filter.addTo(Where.within(which));
    List<ObjectNode> rows =
        store.query(
            KNOWN.formatted(where.sql()) + GROUPS,
            Errors::row,
            where.values(which.user(), which.user(), which.tenant(), which.tenant()));
    Completeness completeness = Completeness.of(store, which);
    if (rows.size() > MAX_ROWS) {
      rows = rows.subList(0, MAX_ROWS);
      completeness =
          new Completeness(false, "there are more than " + MAX_ROWS + " rows; ask more narrowly");
    }
    ObjectNode json =
        Json.selection(which)
            .put("type", filter.type())
            .put("message", filter.message())
            .put("status", filter.status())
            .put("traceId", filter.traceId());
    ArrayNode groups = json.putArray("groups");
    groups(rows).forEach(groups::add);
    completeness.putInto(json);
    return json;
  }

  private static ObjectNode row(ResultSet row) throws SQLException {
    ObjectNode json =
        Json.object()
            .put("type", row.getString("type"))
            .put("group", row.getString("group_key"))
            .put("user", row.getString("user_id"))
            .put("tenant", row.getString("tenant"))
            .put("count", row.getLong("errors"))
            .put("first", Columns.time(row, "since"))
            .put("last", Columns.time(row, "until"))
            .put("service", row.getString("service"))
            .put("request", row.getString("request"))
            .put("status", Columns.number(row, "status"))
            .put("message", row.getString("message"));
    return Columns.putIds(json, row);
  }

  /** Groups in the order of how often, users within them too. */
  private static List<ObjectNode> groups(List<ObjectNode> rows) {
    Map<List<Object>, ObjectNode> groups = new LinkedHashMap<>();
    for (ObjectNode row : rows) {
      ObjectNode group =
          groups.computeIfAbsent(
              List.of(row.get("type"), row.get("group")),
              any -> {
                ObjectNode fresh = Json.object();
                fresh.set("type", row.get("type"));
                fresh.set("message", row.get("group"));
                fresh.put("count", 0).put("users", 0).set("first", row.get("first"));
                fresh.set("last", row.get("last"));
                fresh.putArray("who");
                return fresh;
              });
      group.put("count", group.path("count").asLong() + row.path("count").asLong());
      group.put("users", group.path("users").asInt() + (row.path("user").isNull() ? 0 : 1));
      if (time(row, "first").isBefore(time(group, "first"))) {
        group.set("first", row.get("first"));
      }
      if (time(row, "last").isAfter(time(group, "last"))) {
        group.set("last", row.get("last"));
      }
      row.remove(List.of("type", "group"));
      group.withArray("who").add(row);
    }
    List<ObjectNode> sorted = new ArrayList<>(groups.values());
    sorted.sort(Comparator.comparingLong(group -> -group.path("count").asLong()));
    return sorted;
  }

  /** Texts do not sort as times do: whole seconds have no fraction. */
  private static Instant time(ObjectNode row, String name) {
    return Instant.parse(row.path(name).asText());
  }
}
