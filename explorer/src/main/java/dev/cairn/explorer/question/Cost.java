// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.question;

// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cairn.explorer.store.Selection;
import dev.cairn.explorer.store.SpanStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Q7: what a tenant, a user or a route uses. {@link PriceList} says what that is in money.
 *
 * <p>What one request leads to, in whatever services, is of that one request. Requests bring the
 * sums of their storage calls with them, so that calls whose spans a sampler dropped are counted.
 * Where no request of a trace brings any, as of other SDKs, its writes are counted by their own
 * spans, as {@code callsWithoutCost}: nobody knows their bytes and units.
 */
final class Cost {
  /** Beyond so many rows an answer is cut, and says so. */
  static final int MAX_ROWS = 10_000;

  /** The columns of each way of summing; it is shown with null for those that are not its own. */
  private static final Map<String, String> BY =
      Map.of("tenant", "tenant", "user", "tenant, user_id", "route", "route");

  private static final String REQUESTS =
      "SELECT tenant, user_id, coalesce(origin_request, method || ' ' || route, name) AS route,"
          + " CASE WHEN kind NOT IN ('CLIENT', 'PRODUCER') THEN coalesce(origin_id, trace_id) END"
          + " AS request, 0 AS calls, dynamodb_estimated AS estimated, "
          + Quantity.ALL.stream().map(Quantity::column).collect(Collectors.joining(", "))
          + " FROM request WHERE %s";

  /** In the columns of the requests. */
  private static final String CALLS =
      "SELECT tenant, user_id, origin_request, NULL, 1, NULL,"
          + " CASE WHEN system = 'aws.s3' THEN 1 END, NULL, NULL, NULL,"
          + " CASE WHEN system ILIKE '%%dynamodb' THEN 1 END, NULL, NULL FROM write"
          + " WHERE is_call AND trace_id NOT IN (SELECT trace_id FROM request WHERE"
          + " coalesce(s3_write_requests, s3_read_requests, dynamodb_requests) IS NOT NULL)"
          + " AND %s";

  private static final String SUMS =
      "SELECT %1$s, count(DISTINCT request) AS requests, sum(calls)::BIGINT AS calls,"
          + " bool_or(estimated) AS estimated, "
          + Quantity.ALL.stream().map(Cost::sum).collect(Collectors.joining(", "))
          + " FROM (%2$s UNION ALL %3$s) GROUP BY %1$s"
          + " HAVING count(request) + sum(calls) > 0 OR greatest("
          + Quantity.ALL.stream().map(Cost::any).collect(Collectors.joining(", "))
          + ") ORDER BY %1$s LIMIT "
          + (MAX_ROWS + 1);

  private final SpanStore store;

  Cost(SpanStore store) {
    this.store = store;
  }

  /**
   * Whatever others sent, a sum is a number or unknown, and the same whichever way it was added up.
   */
  private static String sum(Quantity quantity) {
    String column = quantity.column();
    return quantity.isFraction()
        ? "TRY_CAST(fsum(" + column + ") AS DECIMAL(28, 6))::DOUBLE AS " + column
        : "TRY_CAST(sum(" + column + ") AS BIGINT) AS " + column;
  }

  private static String any(Quantity quantity) {
    return "bool_or(" + quantity.column() + " IS NOT NULL)";
  }

  /**
   * Returns the answer without prices.
   *
   * @param by tenant, user or route
   */
  ObjectNode answer(Selection which, String by) {
    String columns = BY.get(by);
    if (columns == null) {
      throw new IllegalArgumentException("by: '" + by + "' is neither tenant, user nor route");
    }
    Where requests = Where.of(which);
    Where calls = Where.of(which);
    List<ObjectNode> rows =
        store.query(
            SUMS.formatted(
                columns, REQUESTS.formatted(requests.sql()), CALLS.formatted(calls.sql())),
            row -> row(by, row),
            requests.values(calls.values()));
    Completeness completeness = Completeness.of(store, which);
    if (rows.size() > MAX_ROWS) {
      rows = rows.subList(0, MAX_ROWS);
      completeness =
          new Completeness(false, "there are more than " + MAX_ROWS + " rows; ask more narrowly");
    }
    ObjectNode json = Json.selection(which).put("by", by);
    ArrayNode array = json.putArray("rows");
    rows.forEach(array::add);
    completeness.putInto(json);
    return json;
  }

  private static ObjectNode row(String by, ResultSet row) throws SQLException {
    ObjectNode json =
        Json.object()
            .put("tenant", by.equals("route") ? null : row.getString("tenant"))
            .put("user", by.equals("user") ? row.getString("user_id") : null)
            .put("route", by.equals("route") ? row.getString("route") : null)
            .put("requests", row.getLong("requests"));
    boolean anyUnits = false;
    for (Quantity quantity : Quantity.ALL) {
      if (quantity.isFraction()) {
        Double units = Columns.fraction(row, quantity.column());
        anyUnits |= units != null;
        json.put(quantity.json(), units);
      } else {
        json.put(quantity.json(), Columns.number(row, quantity.column()));
      }
    }
    String capacity = row.getBoolean("estimated") ? "estimated" : "measured";
    return json.put("capacity", anyUnits ? capacity : null)
        .put("callsWithoutCost", row.getLong("calls"));
  }
}
