// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.question;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cairn.explorer.store.Selection;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;

/** Trees of JSON in which the unknown is null and never absent. */
final class Json {
  private static final long NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final double NANOS_PER_MICRO = 1000.0;
  private static final double MICROS_PER_MILLI = 1000.0;

  private Json() {}

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** Returns a fresh answer to a question about what is selected. */
  static ObjectNode selection(Selection which) {
    return object()
        .put("user", which.user())
        .put("tenant", which.tenant())
        .put("service", which.service())
        .put("since", time(which.since()))
        .put("until", time(which.until()));
  }

  /** Milliseconds, to the microsecond. */
  static double millis(long nanos) {
    return Math.round(nanos / NANOS_PER_MICRO) / MICROS_PER_MILLI;
  }

  /** Returns the text under the name, or null where there is none. */
  static String text(JsonNode node, String name) {
    JsonNode value = node.get(name);
    return value == null || !value.isTextual() ? null : value.textValue();
  }

  static Long number(JsonNode node, String name) {
    JsonNode value = node.get(name);
    return value == null || !value.canConvertToLong() ? null : value.longValue();
  }

  static Instant time(JsonNode node, String name) {
    String text = text(node, name);
    try {
      return text == null ? null : Instant.parse(text);
    } catch (DateTimeException malformed) {
      return null; // another explorer's malformed time is an unknown one
    }
  }

  /** RFC 3339 in UTC to the millisecond, or null. */
  static String time(Instant time) {
    return time == null ? null : time.truncatedTo(ChronoUnit.MILLIS).toString();
  }

  static Instant instant(long epochNanos) {
    return Instant.ofEpochSecond(
        Math.floorDiv(epochNanos, NANOS_PER_SECOND), Math.floorMod(epochNanos, NANOS_PER_SECOND));
  }
}
