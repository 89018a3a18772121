// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.web;

import com.linecorp.armeria.common.QueryParams;
import dev.cairn.explorer.store.Selection;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a question's parameters mean. */
final class Params {
  private static final Pattern AGO = Pattern.compile("(\\d{1,9})([smhd])");
  private static final Pattern ENTRY = Pattern.compile("([0-9a-f]{32})-([0-9a-f]{16})");

  private Params() {}

  /** Returns the names of what all questions take, and of a question's own. */
  static Set<String> common(String... own) {
    Set<String> names = new TreeSet<>(List.of("user", "tenant", "service", "since", "until"));
    names.addAll(List.of(own));
    return names;
  }

  /** Throws where something else is asked for. */
  static void check(QueryParams asked, Set<String> names) {
    for (String name : asked.names()) {
      if (!names.contains(name)) {
        throw new IllegalArgumentException(
            "the parameter '" + name + "' is none of " + String.join(", ", names));
      }
    }
  }

  /** What all questions take. */
  static Selection selection(QueryParams asked) {
    return new Selection(
        optional(asked, "user"),
        optional(asked, "tenant"),
        optional(asked, "service"),
        time(asked, "since"),
        time(asked, "until"));
  }

  /** Returns null for what is not there or empty. */
  static String optional(QueryParams asked, String name) {
    String value = asked.get(name);
    return value == null || value.isEmpty() ? null : value;
  }

  static String required(QueryParams asked, String name) {
    String value = optional(asked, name);
    if (value == null) {
      throw new IllegalArgumentException("the parameter '" + name + "' is missing");
    }
    return value;
  }

  /** Returns the time, or null where none is asked for. */
  static Instant time(QueryParams asked, String name) {
    String value = optional(asked, name);
    if (value == null) {
      return null;
    }
    Matcher ago = AGO.matcher(value);
    try {
      return ago.matches() ? Instant.now().minus(duration(ago)) : Instant.parse(value);
    } catch (DateTimeException | ArithmeticException malformed) {
      throw new IllegalArgumentException(
          name + ": '" + value + "' is neither 15m, 2h, 7d (ago) nor 2026-11-23T10:15:00Z",
          malformed);
    }
  }

  static int count(QueryParams asked, String name, int unasked) {
    String value = asked.get(name);
    try {
      return value == null ? unasked : Integer.parseInt(value);
    } catch (NumberFormatException malformed) {
      throw new IllegalArgumentException(name + ": '" + value + "' is no number", malformed);
    }
  }

  private static Duration duration(Matcher ago) {
    long count = Long.parseLong(ago.group(1));
    return switch (ago.group(2)) {
      case "s" -> Duration.ofSeconds(count);
      case "m" -> Duration.ofMinutes(count);
      case "h" -> Duration.ofHours(count);
      default -> Duration.ofDays(count);
    };
  }

  static SpanContext entry(QueryParams asked) {
    String value = asked.get("entry");
    if (value == null) {
      return SpanContext.getInvalid();
    }
    Matcher entry = ENTRY.matcher(value);
    if (!entry.matches()) {
      throw new IllegalArgumentException("entry: '" + value + "' is not traceId-spanId in hex");
    }
    return SpanContext.create(
        entry.group(1), entry.group(2), TraceFlags.getDefault(), TraceState.getDefault());
  }
}
