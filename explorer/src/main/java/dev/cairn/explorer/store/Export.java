// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.store;

import java.util.Arrays;
import java.util.Locale;

/**
 * What is handed out as a file in Parquet, for whoever asks what no question of the explorer does.
 * Times are timestamps in UTC, durations milliseconds, ids lower-case hex as in OTLP; attributes,
 * links and events are JSON. The README describes every column.
 */
public enum Export {
  /** Every span whole. */
  SPANS(
      times()
          + ids("trace_id", "span_id", "parent_id")
          + "service, scope, name, kind, status, status_message, attributes, links, events,"
          + " resource FROM span JOIN emitter USING (emitter)"),

  /** Every item written. */
  WRITES(
      times()
          + ids("trace_id", "span_id")
          + "service, user_id, tenant, origin_request, "
          + traceId("origin_id", "origin_trace_id")
          + ", system, container, operation, outcome, is_call, address FROM write"),

  /**
   * Every request served, message taken or job begun, with what it cost; and every call, of kind
   * CLIENT, whose cost is no request's.
   */
  REQUESTS(
      times()
          + ids("trace_id", "span_id", "parent_id")
          + "service, user_id, tenant, name, kind, method, route, http_status, status,"
          + " origin_request, "
          + traceId("origin_id", "origin_trace_id")
          + ", kept, s3_write_requests, s3_read_requests, s3_bytes_in, s3_bytes_out,"
          + " dynamodb_requests, dynamodb_read_units, dynamodb_write_units, dynamodb_estimated"
          + " FROM request"),

  /** Every error. */
  ERRORS(
      time("time")
          + ids("trace_id", "span_id")
          + "service, user_id, tenant, origin_request, "
          + traceId("origin_id", "origin_trace_id")
          + ", type, message, group_key, http_status FROM error"),

  /** Every business event. */
  EVENTS(
      time("time")
          + ids("trace_id", "span_id")
          + "name, service, user_id, tenant, session_id, origin_request, attributes FROM event"),

  /** What services counted as lost. */
  LOSSES(time("time") + time("since") + "service, counter, attributes, value FROM loss");

  private final String columns;

  Export(String columns) {
    this.columns = columns;
  }

  /** Returns the name of the file, without its ending, and of the export to those who ask. */
  public String title() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns the export of a title.
   *
   * @throws IllegalArgumentException where there is none, with those there are
   */
  public static Export titled(String title) {
    return Arrays.stream(values())
        .filter(export -> export.title().equals(title))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "table: '" + title + "' is none of " + String.join(", ", titles())));
  }

  private static String[] titles() {
    return Arrays.stream(values()).map(Export::title).toArray(String[]::new);
  }

  String select() {
    return "SELECT " + columns;
  }

  private static String times() {
    return time("time") + "duration / 1e6 AS duration_ms, ";
  }

  private static String time(String column) {
    return "make_timestamp_ns(" + column + ") AS " + column + ", ";
  }

  private static String ids(String trace, String... spans) {
    StringBuilder columns = new StringBuilder(traceId(trace, trace)).append(", ");
    for (String span : spans) {
      columns.append("lpad(lower(hex(" + span + ")), 16, '0') AS " + span + ", ");
    }
    return columns.toString();
  }

  private static String traceId(String column, String as) {
    return "replace(" + column + "::VARCHAR, '-', '') AS " + as;
  }
}
