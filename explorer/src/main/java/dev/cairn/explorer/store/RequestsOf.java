// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.store;

import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * Which requests of which user.
 *
 * @param tenant only requests made for this tenant; null for any
 * @param since only those that began then or later; null for any
 * @param until only those that began before; null for any
 * @param limit at most so many, the newest
 */
public record RequestsOf(String user, String tenant, Instant since, Instant until, int limit) {
  public RequestsOf {
    Objects.requireNonNull(user, "user");
    if (limit < 1) {
      throw new IllegalArgumentException("limit: " + limit + " is not at least 1");
    }
  }

  /** Returns the lower bound in nanoseconds since 1970; the smallest number for none. */
  public long sinceNanos() {
    return since == null ? Long.MIN_VALUE : nanos(since);
  }

  /** Returns the upper bound in nanoseconds since 1970; the greatest number for none. */
  public long untilNanos() {
    return until == null ? Long.MAX_VALUE : nanos(until);
  }

  /** Instants beyond what nanoseconds reach, the years 1677 to 2262, are the bound itself. */
  private static long nanos(Instant instant) {
    long seconds = TimeUnit.SECONDS.toNanos(instant.getEpochSecond());
    return seconds == Long.MAX_VALUE || seconds == Long.MIN_VALUE
        ? seconds
        : seconds + instant.getNano();
  }
}
