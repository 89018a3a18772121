// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dynamodb;

import dev.cairn.instrument.SkipReason;
import dev.cairn.instrument.StampCarrier;
import java.util.LinkedHashMap;
import java.util.Map;

/** An item that is put whole, as the place for a stamp. */
final class ItemCarrier<V> implements StampCarrier {
  /**
   * In bytes, names included.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html#limits-items">
   *     Limits of items</a>
   */
  static final long MAX_ITEM = 400 * 1024;

  private final Map<String, V> item;
  private final Values<V> values;

  ItemCarrier(Map<String, V> item, Values<V> values) {
    this.item = item;
    this.values = values;
  }

  @Override
  public String present(String key) {
    V value = item.get(key);
    if (value == null) {
      return null;
    }
    String text = values.string(value);
    return text == null ? "" : text;
  }

  @Override
  public SkipReason refuse(String key, String stamp) {
    long added = key.length() + stamp.length();
    return Sizes.ofItem(item, values) + added > MAX_ITEM ? SkipReason.NO_ROOM : null;
  }

  /** Returns a copy of the item with the stamp in it, last. */
  Map<String, V> with(String key, String stamp) {
    Map<String, V> stamped = new LinkedHashMap<>(item);
    stamped.remove(key);
    stamped.put(key, values.ofString(stamp));
    return stamped;
  }
}
