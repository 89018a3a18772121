// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dynamodb;

import dev.cairn.KeyValue;
import dev.cairn.StoredAddress;
import dev.cairn.instrument.StorageRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A call to DynamoDB, whichever SDK makes it. */
final class ItemCall implements StorageRequest {
  private final String operation;
  private final String region;
  private String table;
  private Located one;
  private List<StoredAddress> addresses = List.of();
  private boolean isWrite;
  private String queryText;

  /**
   * A call that concerns no one item.
   *
   * @param table name or ARN; null where the call concerns not exactly one table
   */
  ItemCall(String operation, String table, String region) {
    this.operation = operation;
    this.table = Target.nameOf(table);
    this.region = region;
  }

  /** Returns this call, to this item. */
  <V> ItemCall to(Target<V> item, Values<V> values, KeyNames names) {
    if (!item.tableName().isEmpty()) {
      one = Located.of(item, values, names);
    }
    return this;
  }

  /** Returns this call, which writes these items and no other. */
  <V> ItemCall toMany(List<Target<V>> items, Values<V> values, KeyNames names) {
    if (items.stream().noneMatch(item -> item.tableName().isEmpty())) {
      addresses = new ArrayList<>(items.size());
      items.forEach(item -> addresses.add(Located.of(item, values, names).address()));
      table = onlyTable();
    }
    return this;
  }

  /** Returns this call, which carries out these statements. */
  ItemCall executing(List<PartiQl> statements) {
    isWrite = statements.stream().anyMatch(PartiQl::isWrite);
    queryText = statements.stream().map(PartiQl::text).distinct().collect(Collectors.joining("; "));
    boolean located = statements.stream().allMatch(statement -> statement.table() != null);
    if (located && isWrite && !"ExecuteStatement".equals(operation)) {
      addresses =
          statements.stream().map(s -> StoredAddress.dynamoDbUnknownKey(s.table())).toList();
      table = onlyTable();
    } else if (located && statements.size() == 1) {
      table = statements.get(0).table();
      one = new Located(StoredAddress.dynamoDbUnknownKey(table), null);
    }
    return this;
  }

  private String onlyTable() {
    List<String> tables = addresses.stream().map(StoredAddress::container).distinct().toList();
    return tables.size() == 1 ? tables.get(0) : null;
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
    return one == null ? null : one.address();
  }

  @Override
  public List<StoredAddress> addresses() {
    return addresses;
  }

  @Override
  public Map<String, KeyValue> key() {
    return one == null ? null : one.key();
  }

  @Override
  public String region() {
    return region;
  }

  @Override
  public boolean isWrite() {
    return isWrite;
  }

  @Override
  public String queryText() {
    return queryText;
  }
}
