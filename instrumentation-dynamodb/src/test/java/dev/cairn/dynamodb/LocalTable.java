// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dynamodb;

import dev.cairn.local.LocalAws;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** A table of DynamoDB Local with one item, to which expressions are applied. */
final class LocalTable {
  /** The item before every update. */
  static final Map<String, AttributeValue> ITEM =
      Map.of(
          "pk", AttributeValue.fromS("key"),
          "n", number(1),
          "o", number(2),
          "s", AttributeValue.fromS("text"),
          "l", AttributeValue.fromL(List.of(number(1), number(2), number(3))),
          "m",
              AttributeValue.fromM(
                  Map.of("x", number(1), "y", AttributeValue.fromM(Map.of("z", number(2))))),
          "ns", AttributeValue.fromNs(List.of("7", "9")),
          "ss", AttributeValue.fromSs(List.of("a", "b")));

  private static final Map<String, AttributeValue> KEY = Map.of("pk", ITEM.get("pk"));

  private final DynamoDbClient client;
  private final String name;

  private LocalTable(DynamoDbClient client, String name) {
    this.client = client;
    this.name = name;
  }

  static LocalTable create(String name) {
    LocalAws aws = LocalAws.shared();
    DynamoDbClient client =
        DynamoDbClient.builder()
            .endpointOverride(aws.dynamoDbEndpoint())
            .region(Region.of(aws.region()))
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(aws.accessKey(), aws.secretKey())))
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build();
    AttributeDefinition pk =
        AttributeDefinition.builder()
            .attributeName("pk")
            .attributeType(ScalarAttributeType.S)
            .build();
    KeySchemaElement hash =
        KeySchemaElement.builder().attributeName("pk").keyType(KeyType.HASH).build();
    client.createTable(
        b ->
            b.tableName(name)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(pk)
                .keySchema(hash));
    return new LocalTable(client, name);
  }

  static AttributeValue number(int value) {
    return AttributeValue.fromN(Integer.toString(value));
  }

  /** Applies the update to {@link #ITEM}. */
  Outcome apply(Update update) {
    client.putItem(b -> b.tableName(name).item(ITEM));
    return applyAgain(update);
  }

  /** Applies the update to whatever is there. */
  Outcome applyAgain(Update update) {
    try {
      return Outcome.of(
          client
              .updateItem(
                  b ->
                      b.tableName(name)
                          .key(KEY)
                          .updateExpression(update.expression())
                          .expressionAttributeNames(
                              update.names().isEmpty() ? null : update.names())
                          .expressionAttributeValues(
                              update.values().isEmpty() ? null : update.values())
                          .returnValues(ReturnValue.ALL_NEW))
              .attributes());
    } catch (DynamoDbException e) {
      if (e.statusCode() != 400) {
        throw e;
      }
      return Outcome.refused(e.awsErrorDetails().errorMessage());
    }
  }

  void delete() {
    client.deleteItem(b -> b.tableName(name).key(KEY));
  }
}
