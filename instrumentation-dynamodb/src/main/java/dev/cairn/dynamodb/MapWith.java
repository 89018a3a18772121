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
 * An unmodifiable view of a map that never changes, with one entry more, which comes last, whether
 * or not the map has one of that key.
 */
final class MapWith<K, V> extends AbstractMap<K, V> {
  private final Map<K, V> others;
  private final Entry<K, V> last;

  MapWith(Map<K, V> map, K key, V value) {
    others = map.containsKey(key) ? new MapWithout<>(map, key, map.get(key)) : map;
    last = Map.entry(key, value);
  }

  @Override
  public int size() {
    return others.size() + 1;
  }

  @Override
  public boolean containsKey(Object key) {
    return last.getKey().equals(key) || others.containsKey(key);
  }

  @Override
  public V get(Object key) {
    return last.getKey().equals(key) ? last.getValue() : others.get(key);
  }

  /** The one method that an SDK calls when it copies the map. */
  @Override
  public void forEach(BiConsumer<? super K, ? super V> action) {
    others.forEach(action);
    action.accept(last.getKey(), last.getValue());
  }

  @Override
  public Set<Entry<K, V>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public int size() {
        return MapWith.this.size();
      }

      @Override
      public Iterator<Entry<K, V>> iterator() {
        return new Entries(others.entrySet().iterator());
      }
    };
  }

  private final class Entries implements Iterator<Entry<K, V>> {
    private final Iterator<Entry<K, V>> before;
    private boolean atLast = true;

    Entries(Iterator<Entry<K, V>> before) {
      this.before = before;
    }

    @Override
    public boolean hasNext() {
      return atLast;
    }

    @Override
    public Entry<K, V> next() {
      if (before.hasNext()) {
        return before.next();
      }
      if (!atLast) {
        throw new NoSuchElementException();
      }
      atLast = false;
      return last;
    }
  }
}
