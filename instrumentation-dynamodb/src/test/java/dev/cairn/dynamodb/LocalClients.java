// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dynamodb;

import com.amazonaws.auth.AWSStaticCredentialsProvider;
import com.amazonaws.auth.BasicAWSCredentials;
import com.amazonaws.client.builder.AwsClientBuilder.EndpointConfiguration;
import com.amazonaws.services.dynamodbv2.AmazonDynamoDBClientBuilder;
import dev.cairn.local.LocalAws;
import java.util.UUID;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** Builders of clients of DynamoDB Local. */
final class LocalClients {
  private LocalClients() {}

  static DynamoDbClientBuilder dynamoDb() {
    LocalAws aws = LocalAws.shared();
    return DynamoDbClient.builder()
        .endpointOverride(aws.dynamoDbEndpoint())
        .region(Region.of(aws.region()))
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(aws.accessKey(), aws.secretKey())));
  }

  static AmazonDynamoDBClientBuilder dynamoDbV1() {
    LocalAws aws = LocalAws.shared();
    return AmazonDynamoDBClientBuilder.standard()
        .withEndpointConfiguration(
            new EndpointConfiguration(aws.dynamoDbEndpoint().toString(), aws.region()))
        .withCredentials(
            new AWSStaticCredentialsProvider(
                new BasicAWSCredentials(aws.accessKey(), aws.secretKey())));
  }

  /** Creates a table with the partition key {@code pk} and returns its name, which is new. */
  static String newTable() {
    String table = "table-" + UUID.randomUUID();
    AttributeDefinition pk =
        AttributeDefinition.builder()
            .attributeName("pk")
            .attributeType(ScalarAttributeType.S)
            .build();
    KeySchemaElement key =
        KeySchemaElement.builder().attributeName("pk").keyType(KeyType.HASH).build();
    try (DynamoDbClient client = dynamoDb().build()) {
      client.createTable(
          b ->
              b.tableName(table)
                  .billingMode(BillingMode.PAY_PER_REQUEST)
                  .attributeDefinitions(pk)
                  .keySchema(key));
    }
    return table;
  }
}
