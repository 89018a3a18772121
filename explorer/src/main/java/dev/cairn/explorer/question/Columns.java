// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.question;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.UUID;
import java.util.regex.Pattern;

/** Columns as answers show them. */
final class Columns {
  private static final Pattern TRACE_ID = Pattern.compile("[0-9a-fA-F]{32}");

  private Columns() {}

  static String time(ResultSet row, String column) throws SQLException {
    long nanos = row.getLong(column);
    return row.wasNull() ? null : Json.time(Json.instant(nanos));
  }

  static Long number(ResultSet row, String column) throws SQLException {
    long number = row.getLong(column);
    return row.wasNull() ? null : (Long) number;
  }

  static Long number(ResultSet row, int column) throws SQLException {
    long number = row.getLong(column);
    return row.wasNull() ? null : (Long) number;
  }

  static Double fraction(ResultSet row, String column) throws SQLException {
    double number = row.getDouble(column);
    return row.wasNull() ? null : (Double) number;
  }

  /** Puts the columns trace_id and span_id as {@code traceId} and {@code spanId}. */
  static ObjectNode putIds(ObjectNode json, ResultSet row) throws SQLException {
    UUID trace = row.getObject("trace_id", UUID.class);
    Long span = number(row, "span_id");
    return json.put("traceId", trace == null ? null : trace.toString().replace("-", ""))
        .put("spanId", span == null ? null : HexFormat.of().toHexDigits(span));
  }

  /**
   * Returns the value by which tables know a trace, or null for null.
   *
   * @throws IllegalArgumentException for what is no trace id
   */
  static UUID traceId(String hex) {
    if (hex == null) {
      return null;
    }
    if (!TRACE_ID.matcher(hex).matches()) {
      throw new IllegalArgumentException("trace: '" + hex + "' is not 32 hex digits");
    }
    return new UUID(
        Long.parseUnsignedLong(hex, 0, 16, 16), Long.parseUnsignedLong(hex, 16, 32, 16));
  }
}
