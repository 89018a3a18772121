// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dynamodb;

import dev.cairn.contract.RealAws;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.waiters.DynamoDbWaiter;

/** Tables that a test creates for itself, so that all that is in them is its own. */
final class TestTables {
  /** AWS takes about eight seconds to create one, and the SDK's own pause is of twenty. */
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private static final int MAX_ATTEMPTS = 120;

  private final Queue<String> created = new ArrayDeque<>();

  /** Creates a table with the partition key {@code pk}. */
  String create() {
    String table = RealAws.newName("table");
    AttributeDefinition pk =
        AttributeDefinition.builder()
            .attributeName("pk")
            .attributeType(ScalarAttributeType.S)
            .build();
    KeySchemaElement key =
        KeySchemaElement.builder().attributeName("pk").keyType(KeyType.HASH).build();
    try (DynamoDbClient client = LocalClients.dynamoDb().build()) {
      client.createTable(
          b ->
              b.tableName(table)
                  .billingMode(BillingMode.PAY_PER_REQUEST)
                  .attributeDefinitions(pk)
                  .keySchema(key));
      if (RealAws.isTarget()) {
        created.add(table);
        await(client, table);
      }
    }
    return table;
  }

  private static void await(DynamoDbClient client, String table) {
    try (DynamoDbWaiter waiter =
        DynamoDbWaiter.builder()
            .client(client)
            .overrideConfiguration(
                o ->
                    o.backoffStrategyV2(BackoffStrategy.fixedDelay(PAUSE))
                        .maxAttempts(MAX_ATTEMPTS))
            .build()) {
      waiter.waitUntilTableExists(b -> b.tableName(table));
    }
  }

  /** Deletes the tables created on real AWS so far. */
  void delete() {
    try (DynamoDbClient client = LocalClients.dynamoDb().build()) {
      while (!created.isEmpty()) {
        String table = created.remove();
        client.deleteTable(b -> b.tableName(table));
      }
    }
  }
}
