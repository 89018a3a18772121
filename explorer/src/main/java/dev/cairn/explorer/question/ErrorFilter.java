// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.question;

import java.util.regex.Pattern;

/**
 * Which errors. Null stands for any.
 *
 * @param type the exception's class, with or without its package, or what {@code error.type} says
 * @param message a part of the message, as it was or with {@code #} for its numbers and ids
 * @param status the HTTP status: {@code 503}, or a class of them, {@code 5xx}
 * @param traceId only errors in this trace, or on behalf of the request that began it
 */
public record ErrorFilter(String type, String message, String status, String traceId) {
  private static final Pattern STATUS = Pattern.compile("([1-5])(xx|\\d\\d)");
  private static final long CLASS = 100;

  public ErrorFilter {
    if (status != null && !STATUS.matcher(status).matches()) {
      throw new IllegalArgumentException("status: '" + status + "' is neither 503 nor 5xx");
    }
    Columns.traceId(traceId);
  }

  Where addTo(Where where) {
    where
        .and("type = ? OR ends_with(type, '.' || ?)", type)
        .and("contains(message, ?) OR contains(group_key, ?)", message)
        .and("trace_id = ? OR origin_id = ?", Columns.traceId(traceId));
    if (status != null) {
      boolean isClass = status.endsWith("xx");
      long least = Long.parseLong(status.replace("xx", "00"));
      where.and("http_status >= ?", least).and("http_status < ?", least + (isClass ? CLASS : 1));
    }
    return where;
  }
}
