// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dynamodb;

import dev.cairn.instrument.SkipReason;
import dev.cairn.instrument.StampCarrier;
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
  private final Encryption encryption;
  private final Room room;
  private long size;

  ItemCarrier(Map<String, V> item, Values<V> values, Encryption encryption, Room room) {
    this.item = item;
    this.values = values;
    this.encryption = encryption;
    this.room = room;
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
    if (encryption.covers(item.keySet(), key)) {
      return SkipReason.ENCRYPTED;
    }
    long added = added(key, stamp);
    size = Sizes.ofItem(item, values) + added;
    if (size > MAX_ITEM || !room.has(added)) {
      return SkipReason.NO_ROOM;
    }
    room.take(added);
    return null;
  }

  @Override
  public boolean isNearLimit(String key, String stamp) {
    long added = added(key, stamp);
    return size + added > MAX_ITEM || !room.has(added);
  }

  @Override
  public double writeUnits(String key, String stamp) {
    return (double) room.unitFactor()
        * (Sizes.writeUnits(size) - Sizes.writeUnits(size - added(key, stamp)));
  }

  private static long added(String key, String stamp) {
    return (long) key.length() + stamp.length();
  }

  /** Returns a view of the item with the stamp in it, last. */
  Map<String, V> with(String key, String stamp) {
    return new MapWith<>(item, key, values.ofString(stamp));
  }
}
