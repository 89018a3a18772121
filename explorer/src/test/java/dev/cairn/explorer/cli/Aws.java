// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.cli;

import dev.cairn.local.LocalAws;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.s3.S3Client;

/** A bucket and tables on the shared local servers, and the settings to reach them. */
final class Aws {
  final LocalAws servers = LocalAws.shared();
  final String name = "explorer-" + UUID.randomUUID();
  private final StaticCredentialsProvider credentials =
      StaticCredentialsProvider.create(
          AwsBasicCredentials.create(servers.accessKey(), servers.secretKey()));

  final S3Client s3 =
      S3Client.builder()
          .endpointOverride(servers.s3Endpoint())
          .forcePathStyle(true)
          .region(Region.of(servers.region()))
          .credentialsProvider(credentials)
          .httpClientBuilder(UrlConnectionHttpClient.builder())
          .build();

  final DynamoDbClient dynamoDb =
      DynamoDbClient.builder()
          .endpointOverride(servers.dynamoDbEndpoint())
          .region(Region.of(servers.region()))
          .credentialsProvider(credentials)
          .httpClientBuilder(UrlConnectionHttpClient.builder())
          .build();

  Aws() {
    // As the default chains of region and credentials find them.
    System.setProperty("aws.region", servers.region());
    System.setProperty("aws.accessKeyId", servers.accessKey());
    System.setProperty("aws.secretAccessKey", servers.secretKey());
    s3.createBucket(b -> b.bucket(name));
  }

  /** Stores an object and returns its ETag without quotation marks. */
  String put(String key, String stamp) {
    return s3.putObject(
            b ->
                b.bucket(name).key(key).metadata(stamp == null ? Map.of() : Map.of("cairn", stamp)),
            RequestBody.fromString("content"))
        .eTag()
        .replace("\"", "");
  }

  /** Creates a table with the given key types, such as {@code S} or {@code NS}. */
  String table(String types) {
    String table = name + "-" + types;
    String[] names = {"pk", "sk"};
    dynamoDb.createTable(
        b ->
            b.tableName(table)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(
                    Stream.iterate(0, i -> i + 1)
                        .limit(types.length())
                        .map(
                            i ->
                                AttributeDefinition.builder()
                                    .attributeName(names[i])
                                    .attributeType(types.substring(i, i + 1))
                                    .build())
                        .toList())
                .keySchema(
                    Stream.iterate(0, i -> i + 1)
                        .limit(types.length())
                        .map(
                            i ->
                                KeySchemaElement.builder()
                                    .attributeName(names[i])
                                    .keyType(i == 0 ? KeyType.HASH : KeyType.RANGE)
                                    .build())
                        .toList()));
    return table;
  }

  void putItem(String table, Map<String, AttributeValue> item) {
    dynamoDb.putItem(b -> b.tableName(table).item(item));
  }

  /** The arguments with which {@code cairn} reaches these servers. */
  String[] blame(String... arguments) {
    return Stream.concat(
            Stream.of(
                "blame",
                "--s3-endpoint-url",
                servers.s3Endpoint().toString(),
                "--dynamodb-endpoint-url",
                servers.dynamoDbEndpoint().toString()),
            Stream.of(arguments))
        .toArray(String[]::new);
  }
}
