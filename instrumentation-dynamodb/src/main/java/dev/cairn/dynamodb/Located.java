// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dynamodb;

import dev.cairn.KeyValue;
import dev.cairn.StoredAddress;
import java.util.Map;

/**
 * Where an item is.
 *
 * @param key the attributes of its key, or null where their names are not known
 */
record Located(StoredAddress address, Map<String, KeyValue> key) {
  /** Locates an item as well as the names of the table's key are known. */
  static <V> Located of(Target<V> target, Values<V> values, KeyNames names) {
    String table = target.tableName();
    if (target.isKey()) {
      names.learn(table, target.attributes());
    }
    KeyNames.Names known = names.of(table);
    KeyValue partition =
        known == null ? null : value(target.attributes(), known.partition(), values);
    KeyValue sort =
        known == null || known.sort() == null
            ? null
            : value(target.attributes(), known.sort(), values);
    if (partition == null || (known.sort() != null && sort == null)) {
      return new Located(StoredAddress.dynamoDbUnknownKey(table), null);
    }
    Map<String, KeyValue> key =
        sort == null
            ? Map.of(known.partition(), partition)
            : Map.of(known.partition(), partition, known.sort(), sort);
    return new Located(StoredAddress.dynamoDb(table, partition, sort), key);
  }

  private static <V> KeyValue value(Map<String, V> attributes, String name, Values<V> values) {
    V value = attributes.get(name);
    return value == null ? null : values.key(value);
  }
}
