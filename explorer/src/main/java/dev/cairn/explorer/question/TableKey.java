// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.question;

import dev.cairn.KeyValue;
import dev.cairn.StoredAddress;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/**
 * The key of an item as its table wants it: a person types {@code 42} for a number too.
 *
 * @param address canonical, with the table's types
 */
record TableKey(StoredAddress address, Map<String, AttributeValue> attributes) {
  static TableKey of(TableDescription table, StoredAddress typed) {
    Map<KeyType, String> names = new HashMap<>();
    for (KeySchemaElement element : table.keySchema()) {
      names.put(element.keyType(), element.attributeName());
    }
    boolean wantsSortKey = names.containsKey(KeyType.RANGE);
    if (wantsSortKey != (typed.sortKey() != null)) {
      throw new IllegalArgumentException(
          typed
              + (wantsSortKey ? " names no sort key" : " names a sort key")
              + ": expected "
              + "dynamodb://"
              + typed.container()
              + "/<"
              + names.get(KeyType.HASH)
              + '>'
              + (wantsSortKey ? "/<" + names.get(KeyType.RANGE) + '>' : ""));
    }
    Map<String, AttributeValue> attributes = new HashMap<>();
    KeyValue partition = put(attributes, table, names.get(KeyType.HASH), typed.partitionKey());
    KeyValue sort =
        wantsSortKey ? put(attributes, table, names.get(KeyType.RANGE), typed.sortKey()) : null;
    StoredAddress address = StoredAddress.dynamoDb(typed.container(), partition, sort);
    return new TableKey(in(typed.home(), address), attributes);
  }

  private static StoredAddress in(String home, StoredAddress address) {
    return home == null
        ? address
        : address.in(home.substring(0, home.indexOf('@')), home.substring(home.indexOf('@') + 1));
  }

  private static KeyValue put(
      Map<String, AttributeValue> key, TableDescription table, String name, KeyValue typed) {
    KeyValue value = coerced(name, type(table, name), typed);
    key.put(
        name,
        switch (value.type()) {
          case S -> AttributeValue.fromS(value.text());
          case N -> AttributeValue.fromN(value.text());
          case B -> AttributeValue.fromB(SdkBytes.fromByteArray(value.octets()));
        });
    return value;
  }

  private static ScalarAttributeType type(TableDescription table, String name) {
    return table.attributeDefinitions().stream()
        .filter(definition -> definition.attributeName().equals(name))
        .map(AttributeDefinition::attributeType)
        .findFirst()
        .orElse(ScalarAttributeType.S);
  }

  private static KeyValue coerced(String name, ScalarAttributeType type, KeyValue typed) {
    if (type.toString().equals(typed.type().name())) {
      return typed;
    }
    if (type == ScalarAttributeType.N && typed.type() == KeyValue.Type.S) {
      return KeyValue.number(typed.text());
    }
    throw new IllegalArgumentException(
        "the key attribute '"
            + name
            + "' is of type "
            + type
            + ", but '"
            + typed
            + "' is of type "
            + typed.type()
            + "; write numbers as n:42 and binary values as b:<base64url>");
  }
}
