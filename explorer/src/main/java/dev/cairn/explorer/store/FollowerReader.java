// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Finds the traces that go on from spans, by the links and the origins that name these. */
final class FollowerReader {
  /** Of one id the block it lies in is read; of many all of the column, once. */
  private static final String ONE = " = ?::UUID";

  private static final String MANY = " IN (SELECT unnest(string_split(?, ','))::UUID)";

  private static final String LINKS =
      "SELECT target_trace_id, target_span_id, trace_id, min(time) AS began FROM link"
          + " WHERE trace_id <> target_trace_id AND target_trace_id%s"
          + " GROUP BY target_trace_id, target_span_id, trace_id"
          + " QUALIFY row_number() OVER (PARTITION BY target_trace_id, target_span_id"
          + " ORDER BY min(time), trace_id) <= "
          + SpanStore.MAX_FOLLOWERS;
  private static final String ORIGINS =
      "SELECT origin_id, NULL::BIGINT, trace_id, min(since) AS began FROM origin"
          + " WHERE origin_id%s GROUP BY origin_id, trace_id"
          + " QUALIFY row_number() OVER (PARTITION BY origin_id ORDER BY min(since), trace_id) <= "
          + SpanStore.MAX_FOLLOWERS;

  private final Readers readers;

  FollowerReader(Readers readers) {
    this.readers = readers;
  }

  /**
   * @param span null where any span of the trace is meant
   */
  private record Follower(String trace, String span, String follower) {
    static Follower of(ResultSet row) throws SQLException {
      String trace = Ids.hex(row.getObject(1, UUID.class));
      long span = row.getLong(2);
      return new Follower(
          trace, row.wasNull() ? null : Ids.hex(span), Ids.hex(row.getObject(3, UUID.class)));
    }
  }

  /** See {@link SpanStore#followers}. */
  Map<SpanRecord.Identity, Set<String>> of(Collection<SpanRecord.Identity> spans) {
    Map<String, List<SpanRecord.Identity>> byTrace =
        spans.stream().collect(Collectors.groupingBy(SpanRecord.Identity::traceId));
    List<UUID> ids = byTrace.keySet().stream().map(Ids::trace).filter(Objects::nonNull).toList();
    Map<SpanRecord.Identity, Set<String>> found = new HashMap<>();
    if (ids.isEmpty()) {
      return found;
    }
    String condition = ids.size() == 1 ? ONE : MANY;
    String joined = ids.stream().map(UUID::toString).collect(Collectors.joining(","));
    for (String sql : List.of(ORIGINS, LINKS)) {
      for (Follower each : readers.query(sql.formatted(condition), Follower::of, joined)) {
        for (SpanRecord.Identity span : byTrace.get(each.trace)) {
          if (each.span == null || each.span.equals(span.spanId())) {
            found.computeIfAbsent(span, any -> new HashSet<>()).add(each.follower);
          }
        }
      }
    }
    return found;
  }
}
