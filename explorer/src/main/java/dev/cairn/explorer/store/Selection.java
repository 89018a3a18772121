// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.store;

import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * What a question is about. Null stands for any.
 *
 * @param user only what was done on behalf of this user
 * @param tenant only what was done for this tenant
 * @param service only what this service did
 * @param since only what began then or later
 * @param until only what began before
 */
public record Selection(String user, String tenant, String service, Instant since, Instant until) {
  /** Everything. */
  public static final Selection ALL = new Selection(null, null, null, null, null);

  /** Returns all that is of a user. */
  public static Selection ofUser(String user) {
    return new Selection(user, null, null, null, null);
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
