// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dynamodb;

import dev.cairn.Cairn;
import io.opentelemetry.context.Scope;
import java.util.List;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.Record;

/** The code blocks of README.md: see {@link ReadmeTest}. */
final class ReadmeExample {
  private ReadmeExample() {}

  static DynamoDbEnhancedClient clients(Cairn cairn) {
    // tag::clients
    DynamoDbClient client = CairnDynamoDb.create(cairn).build(DynamoDbClient.builder());
    DynamoDbEnhancedClient enhanced =
        DynamoDbEnhancedClient.builder().dynamoDbClient(client).build();
    // end::clients
    return enhanced;
  }

  @SuppressWarnings("try") // a scope is there to be closed
  static void stream(CairnDynamoDb decorator, List<Record> records) {
    // tag::stream
    for (Record record : records) {
      try (Scope scope = decorator.stampOf(record).resume().makeCurrent()) {
        handle(record); // on behalf of the request that wrote the item
      }
    }
    // end::stream
  }

  private static void handle(Record record) {}
}
