// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;

/**
 * What is made of names that the application gives, and is alike for many calls. Names may be
 * without number: beyond a thousand it starts anew. For authors of an instrumentation. Thread-safe;
 * two threads may make the same value twice.
 */
public final class BoundedCache<K, V> {
  private static final int MAX = 1000;

  private final ConcurrentMap<K, V> values = new ConcurrentHashMap<>();
  private final Function<K, V> maker;

  /**
   * An empty cache.
   *
   * @param maker never returns null
   */
  public BoundedCache(Function<K, V> maker) {
    this.maker = maker;
  }

  /**
   * Returns the value of a key, made where it is not known. Throws what the maker throws.
   *
   * @param key not null
   */
  public V get(K key) {
    V known = values.get(key);
    if (known != null) {
      return known;
    }
    if (values.size() >= MAX) {
      values.clear();
    }
    V made = maker.apply(key);
    values.put(key, made);
    return made;
  }
}
