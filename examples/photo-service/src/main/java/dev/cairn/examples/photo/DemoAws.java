// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.examples.photo;

import dev.cairn.Stamp;
import dev.cairn.local.LocalAws;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The demo's stand-in for AWS, looked at by clients that nobody decorated. */
final class DemoAws implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final LocalAws servers;
  private final S3Client s3;
  private final DynamoDbClient dynamoDb;

  DemoAws(LocalAws servers) {
    this.servers = servers;
    StaticCredentialsProvider credentials =
        StaticCredentialsProvider.create(
            AwsBasicCredentials.create(servers.accessKey(), servers.secretKey()));
    s3 =
        S3Client.builder()
            .endpointOverride(servers.s3Endpoint())
            .region(Region.of(servers.region()))
            .credentialsProvider(credentials)
            .forcePathStyle(true)
            .build();
    dynamoDb =
        DynamoDbClient.builder()
            .endpointOverride(servers.dynamoDbEndpoint())
            .region(Region.of(servers.region()))
            .credentialsProvider(credentials)
            .build();
  }

  /** Creates the bucket and the tables, at the same time: the servers' first calls are slow. */
  CompletableFuture<Void> create(Settings settings) {
    return CompletableFuture.allOf(
        CompletableFuture.runAsync(() -> createBucket(settings.bucket())),
        CompletableFuture.runAsync(
            () -> {
              createTable(settings.photoTable(), "id");
              createTable(settings.thumbnailTable(), "photo");
            }));
  }

  /** Makes every update of a record take so much longer. */
  void slowUpdates(Duration delay) {
    servers.delay("DynamoDB.UpdateItem", delay);
  }

  void createBucket(String bucket) {
    s3.createBucket(b -> b.bucket(bucket));
  }

  void put(String bucket, String key) {
    s3.putObject(b -> b.bucket(bucket).key(key), RequestBody.fromString("something"));
  }

  void createTable(String table, String partitionKey) {
    AttributeDefinition attribute =
        AttributeDefinition.builder()
            .attributeName(partitionKey)
            .attributeType(ScalarAttributeType.S)
            .build();
    KeySchemaElement key =
        KeySchemaElement.builder().attributeName(partitionKey).keyType(KeyType.HASH).build();
    dynamoDb.createTable(
        b ->
            b.tableName(table)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(attribute)
                .keySchema(key));
  }

  /** Returns the keys of all files, in order. */
  List<String> files(Settings settings) {
    return s3.listObjectsV2(b -> b.bucket(settings.bucket())).contents().stream()
        .map(S3Object::key)
        .toList();
  }

  /** Returns the partition keys of all records of a table, in order. */
  List<String> records(String table, String partitionKey) {
    return dynamoDb.scan(b -> b.tableName(table)).items().stream()
        .map(item -> item.get(partitionKey).s())
        .sorted()
        .toList();
  }

  /** Waits until there is a thumbnail of each photo. */
  void awaitThumbnails(Settings settings) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!records(settings.thumbnailTable(), "photo")
        .containsAll(records(settings.photoTable(), "id"))) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("the worker made no thumbnails in " + PATIENCE);
      }
      Thread.sleep(50);
    }
  }

  /** Returns the stamp of an object, {@link Stamp#INVALID} where it has none. */
  Stamp stamp(String bucket, String key) {
    return Stamp.parse(s3.headObject(b -> b.bucket(bucket).key(key)).metadata().get("cairn"));
  }

  /** Returns the stamp of an item, {@link Stamp#INVALID} where it has none. */
  Stamp stamp(String table, String partitionKey, String value) {
    AttributeValue key = AttributeValue.fromS(value);
    AttributeValue stamp =
        dynamoDb
            .getItem(b -> b.tableName(table).key(Map.of(partitionKey, key)))
            .item()
            .get("cairn");
    return stamp == null ? Stamp.INVALID : Stamp.parse(stamp.s());
  }

  /** Returns the variables by which AWS's own tools, and {@code cairn}, find these servers. */
  Map<String, String> environment() {
    return new TreeMap<>(
        Map.of(
            "AWS_REGION", servers.region(),
            "AWS_ACCESS_KEY_ID", servers.accessKey(),
            "AWS_SECRET_ACCESS_KEY", servers.secretKey(),
            "AWS_ENDPOINT_URL_S3", servers.s3Endpoint().toString(),
            "AWS_ENDPOINT_URL_DYNAMODB", servers.dynamoDbEndpoint().toString()));
  }

  Settings.Endpoints endpoints() {
    return new Settings.Endpoints(servers.s3Endpoint(), servers.dynamoDbEndpoint());
  }

  @Override
  public void close() {
    s3.close();
    dynamoDb.close();
    servers.close();
  }
}
