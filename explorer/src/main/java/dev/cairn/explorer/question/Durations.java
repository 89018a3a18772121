// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.question;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 250us}, {@code 5ms}, {@code 0.5s}, {@code 2h}. */
final class Durations {
  private static final Pattern TEXT = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)([a-z]{1,2})");
  private static final Map<String, Duration> UNITS =
      Map.of(
          "us", Duration.ofNanos(1_000),
          "ms", Duration.ofMillis(1),
          "s", Duration.ofSeconds(1),
          "m", Duration.ofMinutes(1),
          "h", Duration.ofHours(1),
          "d", Duration.ofDays(1));

  private Durations() {}

  /**
   * Reads a duration of at most a hundred years.
   *
   * @param name what is asked for, for the message
   * @throws IllegalArgumentException for what is none
   */
  static Duration parse(String name, String text) {
    Matcher matcher = TEXT.matcher(text);
    Duration unit = matcher.matches() ? UNITS.get(matcher.group(2)) : null;
    if (unit != null) {
      BigDecimal nanos = new BigDecimal(matcher.group(1)).multiply(nanos(unit));
      if (nanos.compareTo(nanos(Duration.ofDays(36_500))) <= 0) {
        return Duration.ofNanos(nanos.longValue());
      }
    }
    throw new IllegalArgumentException(
        name + ": '" + text + "' is no duration such as 250us, 5ms, 1s, 15m, 2h or 7d");
  }

  private static BigDecimal nanos(Duration duration) {
    return BigDecimal.valueOf(duration.toNanos());
  }
}
