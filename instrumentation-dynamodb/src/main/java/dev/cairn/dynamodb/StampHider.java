// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dynamodb;

import dev.cairn.Stamp;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Takes the stamps out of the items of one answer. What carries none is returned as it is. Not
 * thread-safe.
 */
final class StampHider<V> {
  private final Values<V> values;
  private final String key;
  private final List<Stamp> stamps = new ArrayList<>(1);
  private boolean any;

  StampHider(Values<V> values, String key) {
    this.values = values;
    this.key = key;
  }

  /** Returns whether there is nothing to hide: nothing at all under the stamps' key. */
  boolean hasNothingIn(List<Map<String, V>> items) {
    for (Map<String, V> item : items) {
      if (item.containsKey(key)) {
        return false;
      }
    }
    return true;
  }

  /** Returns the item as the application is to see it. */
  Map<String, V> item(Map<String, V> item) {
    V value = item.get(key);
    Stamp stamp = value == null ? Stamp.INVALID : Stamp.parse(values.string(value));
    stamps.add(stamp);
    if (!stamp.isValid()) {
      return item;
    }
    any = true;
    Map<String, V> visible = new LinkedHashMap<>(item);
    visible.remove(key);
    return visible;
  }

  /** Returns the items as the application is to see them. */
  List<Map<String, V>> items(List<Map<String, V>> items) {
    List<Map<String, V>> visible = new ArrayList<>(items.size());
    for (Map<String, V> item : items) {
      visible.add(item(item));
    }
    return any ? visible : items;
  }

  /** Returns whether any item carried a stamp. */
  boolean found() {
    return any;
  }

  /** Returns the stamp of each item seen, in their order; {@link Stamp#INVALID} where none. */
  List<Stamp> stamps() {
    return stamps;
  }
}
