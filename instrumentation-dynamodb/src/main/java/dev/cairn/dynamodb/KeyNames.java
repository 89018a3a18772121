// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dynamodb;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Which attributes make up the keys of the tables of one client: as configured, else as learned
 * from calls that name a key of a single attribute (of two, a call does not tell which one is the
 * partition key), else as looked up in the background.
 */
final class KeyNames {
  /** Tables beyond so many are not learned: an application names a bounded number of them. */
  private static final int MAX_LEARNED = 10_000;

  private final ConcurrentMap<String, Names> names;
  private volatile TableLookup lookup;

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
    private final Map<String, Names> names = new ConcurrentHashMap<>();

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

    /** Returns names that another client does not learn from. */
    KeyNames build() {
      return new KeyNames(names);
    }
  }

  /** Lets names that are not known be looked up, once for each table. */
  void lookUp(TableLookup with) {
    lookup = with;
  }

  /** Returns the table's names, or null where they are not known, yet perhaps. Never blocks. */
  Names of(String table) {
    Names known = names.get(table);
    TableLookup unknown = known == null ? lookup : null;
    if (unknown != null) {
      unknown.ask(table, found -> names.putIfAbsent(table, found));
    }
    return known;
  }

  /** Learns from the key a call names. */
  void learn(String table, Map<String, ?> key) {
    if (key.size() == 1 && !names.containsKey(table) && names.size() < MAX_LEARNED) {
      names.putIfAbsent(table, new Names(key.keySet().iterator().next(), null));
    }
  }
}
