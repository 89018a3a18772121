// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dynamodb;

import java.util.Map;

/**
 * One item that a call reads or writes.
 *
 * @param table name or ARN
 * @param attributes those of the item's key, alone or among others; empty where not known
 * @param isKey whether the attributes are the key and nothing else
 * @param <V> the SDK's class of attribute values
 */
record Target<V>(String table, Map<String, V> attributes, boolean isKey) {
  static <V> Target<V> ofItem(String table, Map<String, V> item) {
    return new Target<>(table, item == null ? Map.of() : item, false);
  }

  static <V> Target<V> ofKey(String table, Map<String, V> key) {
    return new Target<>(table, key == null ? Map.of() : key, key != null);
  }

  /** Returns the name of a table that is named by its name or its ARN; null stays null. */
  static String nameOf(String table) {
    return table == null ? null : table.substring(table.lastIndexOf('/') + 1);
  }

  /** Returns the table's name; empty where the request names none, which is an error. */
  String tableName() {
    return table == null ? "" : nameOf(table);
  }
}
