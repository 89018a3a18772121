// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.store;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/**
 * Where a store is and how much it keeps.
 *
 * @param directory null for a store in memory, which ends with the process
 * @param keep what began longer ago is dropped, by the hour, from two days on by the day (UTC)
 * @param maxBytes beyond so many bytes the oldest is dropped; of a store in memory the bytes are
 *     not packed and about three times as many. The journal, half a gigabyte at most, is not
 *     counted
 */
public record StoreSettings(Path directory, Duration keep, long maxBytes) {
  /** So much memory a store takes unless it is told otherwise. */
  public static final long MEMORY_BYTES = 256L << 20;

  /** Long enough for ever. */
  private static final Duration FOREVER = Duration.ofDays(36_500);

  public StoreSettings {
    Objects.requireNonNull(keep, "keep");
  }

  /** In memory, at most {@link #MEMORY_BYTES} of it. */
  public static StoreSettings inMemory() {
    return new StoreSettings(null, FOREVER, MEMORY_BYTES);
  }

  /** In a directory, without limits. */
  public static StoreSettings in(Path directory) {
    return new StoreSettings(directory, FOREVER, Long.MAX_VALUE);
  }
}
