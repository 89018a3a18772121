// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dynamodb;

import dev.cairn.instrument.SkipReason;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * An update by the legacy {@code AttributeUpdates}, as the place for a stamp: one more PUT. Legacy
 * parameters and expressions are never mixed.
 *
 * @param <U> the SDK's class of attribute updates
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/LegacyConditionalParameters.AttributeUpdates.html">
 *     AttributeUpdates</a>
 */
final class LegacyCarrier<U> extends BlindCarrier {
  private final String table;
  private final Map<String, U> updates;
  private final Predicate<U> putsOrAdds;
  private final Encryption encryption;

  /**
   * The place for a stamp in an update.
   *
   * @param putsOrAdds whether an update makes an item where there is none
   */
  LegacyCarrier(
      String table, Map<String, U> updates, Predicate<U> putsOrAdds, Encryption encryption) {
    this.table = table;
    this.updates = updates;
    this.putsOrAdds = putsOrAdds;
    this.encryption = encryption;
  }

  @Override
  public SkipReason refuse(String key, String stamp) {
    if (updates.containsKey(key)) {
      return SkipReason.KEY_IN_USE;
    }
    if (encryption.coversPart(table, updates.keySet(), key)) {
      return SkipReason.ENCRYPTED;
    }
    return updates.values().stream().anyMatch(putsOrAdds) ? null : SkipReason.WOULD_CREATE;
  }

  /** Returns a copy of the updates with the stamp's PUT, last. */
  Map<String, U> with(String key, U put) {
    Map<String, U> with = new LinkedHashMap<>(updates);
    with.put(key, put);
    return with;
  }
}
