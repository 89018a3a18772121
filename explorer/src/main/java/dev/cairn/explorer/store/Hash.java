// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.store;

import java.util.UUID;

/**
 * 64 bits for what is longer. Of text they are stored, so that rows can be sorted by them: they
 * must never change.
 */
final class Hash {
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  private Hash() {}

  /** FNV-1a over UTF-16, mixed; 0 for null alone. */
  static long of(String text) {
    if (text == null) {
      return 0;
    }
    long hash = FNV_OFFSET;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * FNV_PRIME;
    }
    return notZero(mix(hash));
  }

  static long of(UUID traceId, long spanId) {
    return and(and(traceId.getMostSignificantBits(), traceId.getLeastSignificantBits()), spanId);
  }

  /** Returns the hash of both in this order, never 0. */
  static long and(long hash, long next) {
    return notZero(mix(mix(hash) + next));
  }

  /** MurmurHash3's finaliser. */
  private static long mix(long bits) {
    long mixed = (bits ^ (bits >>> 33)) * 0xff51afd7ed558ccdL;
    mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return mixed ^ (mixed >>> 33);
  }

  private static long notZero(long hash) {
    return hash == 0 ? 1 : hash;
  }
}
