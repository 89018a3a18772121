// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class DynamoDbTest {
  @Test
  void item_comesBack() {
    LocalAws aws = LocalAws.shared();
    try (DynamoDbClient dynamoDb = Clients.dynamoDb(aws)) {
      Tables.create(dynamoDb, "items");
      Map<String, AttributeValue> item =
          Map.of("pk", AttributeValue.fromS("a"), "n", AttributeValue.fromN("1"));

      dynamoDb.putItem(b -> b.tableName("items").item(item));

      assertThat(
              dynamoDb
                  .getItem(b -> b.tableName("items").key(Map.of("pk", AttributeValue.fromS("a"))))
                  .item())
          .isEqualTo(item);
    }
  }
}
