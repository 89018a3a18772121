// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.question;

import dev.cairn.StoredAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/** Reads the stamp of an item: DescribeTable for the names and types of its key, then GetItem. */
final class DynamoDbStorage implements AutoCloseable {
  private final StorageSettings settings;
  private final Map<String, TableDescription> tables = new HashMap<>();
  private final Map<String, DynamoDbClient> clients = new HashMap<>();

  DynamoDbStorage(StorageSettings settings) {
    this.settings = settings;
  }

  Stored read(StoredAddress typed) {
    if (typed.partitionKey() == null) {
      throw new IllegalArgumentException(typed + " names no key: expected dynamodb://table/key");
    }
    return Aws.call("cannot read " + typed, () -> item(typed));
  }

  private Stored item(StoredAddress typed) {
    TableDescription table = table(typed);
    TableKey key = TableKey.of(table, typed);
    List<String> names = new ArrayList<>(key.attributes().keySet());
    names.add(settings.stampKey());
    Map<String, String> placeholders =
        names.stream().distinct().collect(Collectors.toMap(n -> "#k" + names.indexOf(n), n -> n));
    GetItemResponse response =
        client(typed)
            .getItem(
                GetItemRequest.builder()
                    .tableName(typed.container())
                    .key(key.attributes())
                    .consistentRead(true)
                    .projectionExpression(String.join(",", placeholders.keySet()))
                    .expressionAttributeNames(placeholders)
                    .build());
    if (!response.hasItem()) {
      return Stored.absent(key.address());
    }
    AttributeValue value = response.item().get(settings.stampKey());
    return new Stored(
        key.address(),
        Stored.State.PRESENT,
        value == null ? null : value.s() == null ? "" : value.s(),
        Stored.Version.NONE,
        null);
  }

  private TableDescription table(StoredAddress address) {
    String name = address.container();
    try {
      return tables.computeIfAbsent(
          address.home() + '/' + name,
          any ->
              client(address)
                  .describeTable(DescribeTableRequest.builder().tableName(name).build())
                  .table());
    } catch (ResourceNotFoundException missing) {
      throw new StorageException(
          false, "cannot read " + address + ": there is no table '" + name + "'", missing);
    }
  }

  /** An address that names its account and region is read there. */
  private DynamoDbClient client(StoredAddress address) {
    String home = address.home();
    return clients.computeIfAbsent(
        home == null ? "" : home.substring(home.indexOf('@') + 1),
        region -> {
          DynamoDbClientBuilder builder =
              Aws.configure(DynamoDbClient.builder(), settings.dynamoDbEndpoint());
          return (region.isEmpty() ? builder : builder.region(Region.of(region))).build();
        });
  }

  @Override
  public void close() {
    clients.values().forEach(DynamoDbClient::close);
  }
}
