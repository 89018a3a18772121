// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.store;

/** From one time to another, both included, in nanoseconds since 1970. */
record Period(long since, long until) {
  Period and(Period other) {
    return new Period(Math.min(since, other.since), Math.max(until, other.until));
  }
}
