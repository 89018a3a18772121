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
import java.util.List;
import java.util.stream.Stream;

/**
 * Q6: how many users did something: a business event by name. A user is one of a tenant: the same
 * id in two tenants is two people. Events that name no user count, but not as a user.
 */
final class Events {
  private static final int MAX_TIMES = 10_000;

  /** At most so many stretches of time, unless asked for others. */
  private static final int STRETCHES = 50;

  private static final List<Duration> EVERY =
      Stream.of(1, 5, 15, 60, 6 * 60, 24 * 60, 7 * 24 * 60).map(Duration::ofMinutes).toList();

  private static final String COUNTS =
      " count(*) AS events, count(DISTINCT (tenant, user_id)) FILTER (user_id IS NOT NULL) AS"
          + " users, count(*) FILTER (user_id IS NULL) AS anonymous, min(time) AS since, max(time)"
          + " AS until FROM event WHERE %s";
  private static final String NAMES = "SELECT name," + COUNTS + " GROUP BY name ORDER BY name";
  private static final String TOTAL = "SELECT" + COUNTS;
  private static final String TENANTS =
      "SELECT tenant," + COUNTS + " GROUP BY tenant ORDER BY events DESC, tenant";
  private static final String TIMES =
      "SELECT time // %2$d AS stretch,"
          + COUNTS.replace("%s", "%1$s")
          + " GROUP BY stretch ORDER BY stretch LIMIT "
          + (MAX_TIMES + 1);

  private final SpanStore store;
  private final Selection which;

  Events(SpanStore store, Selection which) {
    this.store = store;
    this.which = which;
  }

  /** Which events there are. */
  ObjectNode names() {
    Where where = Where.of(which);
    ObjectNode json = Json.selection(which);
    ArrayNode events = json.putArray("events");
    store
        .query(
            NAMES.formatted(where.sql()),
            row -> period(counts(Json.object().put("name", row.getString("name")), row), row),
            where.values())
        .forEach(events::add);
    Completeness.of(store, which).putInto(json);
    return json;
  }

  /**
   * One event.
   *
   * @param every by which stretch of time, or null for one that fits
   */
  ObjectNode answer(String name, Duration every) {
    if (every != null && every.toMillis() < 1) {
      throw new IllegalArgumentException("every: shorter than 1ms");
    }
    Where where = Where.of(which).and("name = ?", name);
    ObjectNode json = Json.selection(which).put("name", name);
    long[] period = new long[2];
    store.query(
        TOTAL.formatted(where.sql()),
        row -> {
          period[0] = row.getLong("since");
          period[1] = row.getLong("until");
          return period(counts(json, row), row);
        },
        where.values());
    ArrayNode tenants = json.putArray("tenants");
    store
        .query(
            TENANTS.formatted(where.sql()),
            row -> counts(Json.object().put("tenant", row.getString("tenant")), row),
            where.values())
        .forEach(tenants::add);
    Duration stretch = every == null ? fitting(period[1] - period[0]) : every;
    json.put("everySeconds", stretch.toMillis() / 1000.0);
    List<ObjectNode> times = times(where, stretch.toNanos());
    json.putArray("times").addAll(times.subList(0, Math.min(times.size(), MAX_TIMES)));
    Completeness completeness = Completeness.of(store, which);
    if (times.size() > MAX_TIMES) {
      completeness =
          new Completeness(
              false,
              "there are more than " + MAX_TIMES + " stretches of time; ask for longer ones");
    }
    completeness.putInto(json);
    return json;
  }

  /** Stretches without an event are left out. */
  private List<ObjectNode> times(Where where, long nanos) {
    return store.query(
        TIMES.formatted(where.sql(), nanos),
        row ->
            counts(
                Json.object().put("from", Json.time(Json.instant(row.getLong("stretch") * nanos))),
                row),
        where.values());
  }

  private static Duration fitting(long nanos) {
    return EVERY.stream()
        .filter(every -> nanos / every.toNanos() < STRETCHES)
        .findFirst()
        .orElse(EVERY.get(EVERY.size() - 1));
  }

  private static ObjectNode counts(ObjectNode json, ResultSet row) throws SQLException {
    return json.put("count", row.getLong("events"))
        .put("users", row.getLong("users"))
        .put("withoutUser", row.getLong("anonymous"));
  }

  private static ObjectNode period(ObjectNode json, ResultSet row) throws SQLException {
    return json.put("first", Columns.time(row, "since")).put("last", Columns.time(row, "until"));
  }
}
