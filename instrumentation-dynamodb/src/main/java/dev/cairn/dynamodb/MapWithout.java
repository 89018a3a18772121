// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dynamodb;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * An unmodifiable view of a map that has no null keys and never changes, as if one of its keys were
 * not there.
 */
final class MapWithout<K, V> extends AbstractMap<K, V> {
  private final Map<K, V> map;
  private final K key;
  private final V value;

  /**
   * A view.
   *
   * @param key one that the map has
   * @param value the key's
   */
  MapWithout(Map<K, V> map, K key, V value) {
    this.map = map;
    this.key = key;
    this.value = value;
  }

  @Override
  public int size() {
    return map.size() - 1;
  }

  @Override
  public boolean containsKey(Object other) {
    return !key.equals(other) && map.containsKey(other);
  }

  @Override
  public V get(Object other) {
    return key.equals(other) ? null : map.get(other);
  }

  /**
   * The one method that an SDK calls when it copies the map. Values are seldom the same object, and
   * sooner told apart than keys.
   */
  @Override
  public void forEach(BiConsumer<? super K, ? super V> action) {
    map.forEach(
        (each, its) -> {
          if (its != value || !key.equals(each)) {
            action.accept(each, its);
          }
        });
  }

  @Override
  public Set<Entry<K, V>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public int size() {
        return MapWithout.this.size();
      }

      @Override
      public Iterator<Entry<K, V>> iterator() {
        return new Entries(map.entrySet().iterator());
      }
    };
  }

  private final class Entries implements Iterator<Entry<K, V>> {
    private final Iterator<Entry<K, V>> all;
    private Entry<K, V> next;

    Entries(Iterator<Entry<K, V>> all) {
      this.all = all;
      advance();
    }

    private void advance() {
      next = all.hasNext() ? all.next() : null;
      if (next != null && key.equals(next.getKey())) {
        next = all.hasNext() ? all.next() : null;
      }
    }

    @Override
    public boolean hasNext() {
      return next != null;
    }

    @Override
    public Entry<K, V> next() {
      if (next == null) {
        throw new NoSuchElementException();
      }
      Entry<K, V> entry = new SimpleImmutableEntry<>(next);
      advance();
      return entry;
    }
  }
}
