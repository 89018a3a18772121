// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.store;

/**
 * What a store once was given and has no more.
 *
 * @param evictedSpans how many spans were dropped to make room
 * @param evictedUntilNanos when the newest of them began, in nanoseconds since 1970; 0 for none:
 *     what began later is all there
 * @param rejectedSpans how many spans were never taken in because they had no valid ids or were too
 *     large
 */
public record StoreLosses(long evictedSpans, long evictedUntilNanos, long rejectedSpans) {
  /** No loss. */
  public static final StoreLosses NONE = new StoreLosses(0, 0, 0);
}
