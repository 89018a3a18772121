// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dynamodb;

import dev.cairn.KeyValue;
import dev.cairn.StoredAddress;
import dev.cairn.instrument.StorageRequest;
import java.util.LinkedHashMap;
import java.util.Map;

/** A call to DynamoDB, whichever SDK makes it. */
final class ItemCall implements StorageRequest {
  private final String operation;
  private final String table;
  private final String region;
  private Map<String, KeyValue> key;
  private StoredAddress address;

  /**
   * A call that concerns no one item.
   *
   * @param table name or ARN; null where the call concerns not exactly one table
   */
  ItemCall(String operation, String table, String region) {
    this.operation = operation;
    this.table = table == null ? null : table.substring(table.lastIndexOf('/') + 1);
    this.region = region;
  }

  /**
   * Returns this call, to the item whose key these attributes hold, alone or among others.
   *
   * @param isKey whether the attributes are the key and nothing else
   */
  <V> ItemCall to(Map<String, V> attributes, boolean isKey, Values<V> values, KeyNames names) {
    if (table == null || table.isEmpty()) {
      return this;
    }
    if (isKey) {
      names.learn(table, attributes);
    }
    KeyNames.Names known = names.of(table);
    KeyValue partition = known == null ? null : value(attributes, known.partition(), values);
    KeyValue sort =
        known == null || known.sort() == null ? null : value(attributes, known.sort(), values);
    if (partition == null || (known.sort() != null && sort == null)) {
      address = StoredAddress.dynamoDbUnknownKey(table);
      return this;
    }
    address = StoredAddress.dynamoDb(table, partition, sort);
    key = new LinkedHashMap<>();
    key.put(known.partition(), partition);
    if (sort != null) {
      key.put(known.sort(), sort);
    }
    return this;
  }

  private static <V> KeyValue value(Map<String, V> attributes, String name, Values<V> values) {
    V value = attributes.get(name);
    return value == null ? null : values.key(value);
  }

  @Override
  public String operation() {
    return operation;
  }

  @Override
  public String container() {
    return table;
  }

  @Override
  public StoredAddress address() {
    return address;
  }

  @Override
  public Map<String, KeyValue> key() {
    return key;
  }

  @Override
  public String region() {
    return region;
  }
}
