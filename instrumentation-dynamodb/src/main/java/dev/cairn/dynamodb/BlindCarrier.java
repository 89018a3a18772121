// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dynamodb;

import dev.cairn.instrument.StampCarrier;

/** A change to a part of an item, as the place for a stamp: it shows nothing of what is stored. */
abstract class BlindCarrier implements StampCarrier {
  @Override
  public final String present(String key) {
    return null;
  }

  @Override
  public final boolean isBlind() {
    return true;
  }

  /** How large the item becomes is not known. */
  @Override
  public final boolean isNearLimit(String key, String stamp) {
    return true;
  }
}
