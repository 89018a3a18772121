// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dynamodb;

import dev.cairn.Stamp;
import dev.cairn.instrument.StorageHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Takes the stamps out of the items of one answer. What carries none is returned as it is, and so
 * is everything of a table whose stamps are switched off. Not thread-safe.
 */
final class StampHider<V> {
  private final Values<V> values;
  private final StorageHandler handler;
  private final Encryption encryption;
  private final String key;
  private final ArrayList<Stamp> stamps = new ArrayList<>(0);
  private boolean any;
  private boolean hidden;

  /** The table asked about last: items come table by table. Null is one that is not known. */
  private String asked;

  /** Whether its stamps are to be hidden. */
  private boolean hides = true;

  StampHider(Values<V> values, StorageHandler handler, Encryption encryption) {
    this.values = values;
    this.handler = handler;
    this.encryption = encryption;
    this.key = handler.stampKey();
  }

  /** Returns whether there is nothing at all under the stamps' key. */
  boolean hasNothingIn(String table, Map<String, V> item) {
    encryption.saw(Target.nameOf(table), item);
    return !item.containsKey(key);
  }

  /** As {@link #hasNothingIn(String, Map)}, of items of one table. */
  boolean hasNothingIn(String table, List<Map<String, V>> items) {
    if (!items.isEmpty()) {
      encryption.saw(Target.nameOf(table), items.get(0));
    }
    for (Map<String, V> item : items) {
      if (item.containsKey(key)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Takes note of the item's stamp.
   *
   * @param table name or ARN of the item's table; null where not known
   * @return whether it is to be hidden
   */
  boolean isToHide(String table, Map<String, V> item) {
    return isValueToHide(table, item.get(key));
  }

  private boolean isValueToHide(String table, V value) {
    Stamp stamp = value == null ? Stamp.INVALID : Stamp.parse(values.string(value));
    stamps.add(stamp);
    if (!stamp.isValid()) {
      if (value != null) {
        handler.foundOther(Target.nameOf(table));
      }
      return false;
    }
    any = true;
    boolean hide = hides(table);
    hidden |= hide;
    return hide;
  }

  private boolean hides(String table) {
    if (!Objects.equals(table, asked)) {
      asked = table;
      hides = handler.hides(Target.nameOf(table));
    }
    return hides;
  }

  /** Returns a view of the item as the application is to see it. */
  Map<String, V> item(String table, Map<String, V> item) {
    V value = item.get(key);
    return isValueToHide(table, value) ? new MapWithout<>(item, key, value) : item;
  }

  /** Returns views of the items as the application is to see them. */
  List<Map<String, V>> items(String table, List<Map<String, V>> items) {
    stamps.ensureCapacity(items.size());
    List<Map<String, V>> visible = new ArrayList<>(items.size());
    for (Map<String, V> item : items) {
      visible.add(item(table, item));
    }
    return visible;
  }

  String key() {
    return key;
  }

  /** Returns whether any item carried a stamp. */
  boolean found() {
    return any;
  }

  /** Returns whether any stamp is to be hidden. */
  boolean hides() {
    return hidden;
  }

  /** Returns the stamp of each item seen, in their order; {@link Stamp#INVALID} where none. */
  List<Stamp> stamps() {
    return stamps;
  }
}
