// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dynamodb;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Which attributes make up the keys of tables: as configured, else as learned from calls that name
 * a key of a single attribute. (Of two, a call does not tell which one is the partition key.)
 */
final class KeyNames {
  /** Tables beyond so many are not learned: an application names a bounded number of them. */
  private static final int MAX_LEARNED = 10_000;

  private final ConcurrentMap<String, Names> names;

  /**
   * The attributes of a table's key.
   *
   * @param sort null where the table has none
   */
  record Names(String partition, String sort) {}

  private KeyNames(Map<String, Names> configured) {
    names = new ConcurrentHashMap<>(configured);
  }

  /** What the application configures. */
  static final class Builder {
    private final Map<String, Names> names = new HashMap<>();

    /**
     * Names a table's key.
     *
     * @param sort null where the table has none
     */
    void add(String table, String partition, String sort) {
      names.put(
          Objects.requireNonNull(table, "table"),
          new Names(Objects.requireNonNull(partition, "partitionKey"), sort));
    }

    KeyNames build() {
      return new KeyNames(names);
    }
  }

  /** Returns the table's names, or null where they are not known. */
  Names of(String table) {
    return names.get(table);
  }

  /** Learns from the key a call names. */
  void learn(String table, Map<String, ?> key) {
    if (key.size() == 1 && !names.containsKey(table) && names.size() < MAX_LEARNED) {
      names.putIfAbsent(table, new Names(key.keySet().iterator().next(), null));
    }
  }
}
