// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dynamodb;

import dev.cairn.Stamp;
import dev.cairn.local.LocalAws;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** A new table with a stream, and what happens to it. */
final class StreamReader implements AutoCloseable {
  private static final AttributeDefinition PK =
      AttributeDefinition.builder()
          .attributeName("pk")
          .attributeType(ScalarAttributeType.S)
          .build();
  private static final KeySchemaElement HASH =
      KeySchemaElement.builder().attributeName("pk").keyType(KeyType.HASH).build();

  private final String table = "stream-" + UUID.randomUUID();
  private final DynamoDbStreamsClient streams;
  private String iterator;

  private StreamReader(DynamoDbStreamsClient streams) {
    this.streams = streams;
  }

  static StreamReader ofNewTable(DynamoDbClient client) {
    LocalAws aws = LocalAws.shared();
    StreamReader reader =
        new StreamReader(
            DynamoDbStreamsClient.builder()
                .endpointOverride(aws.dynamoDbEndpoint())
                .region(Region.of(aws.region()))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .credentialsProvider(
                    StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(aws.accessKey(), aws.secretKey())))
                .build());
    String stream =
        client
            .createTable(
                b ->
                    b.tableName(reader.table)
                        .billingMode(BillingMode.PAY_PER_REQUEST)
                        .attributeDefinitions(PK)
                        .keySchema(HASH)
                        .streamSpecification(
                            s ->
                                s.streamEnabled(true)
                                    .streamViewType(StreamViewType.NEW_AND_OLD_IMAGES)))
            .tableDescription()
            .latestStreamArn();
    // DynamoDB Local lets nobody read a stream on which nothing has happened yet.
    Map<String, AttributeValue> first = Map.of("pk", AttributeValue.fromS("first"));
    client.putItem(b -> b.tableName(reader.table).item(first));
    client.deleteItem(b -> b.tableName(reader.table).key(first));
    reader.open(stream);
    return reader;
  }

  private void open(String stream) {
    String shard =
        streams
            .describeStream(b -> b.streamArn(stream))
            .streamDescription()
            .shards()
            .get(0)
            .shardId();
    iterator =
        streams
            .getShardIterator(
                b -> b.streamArn(stream).shardId(shard).shardIteratorType(ShardIteratorType.LATEST))
            .shardIterator();
  }

  String table() {
    return table;
  }

  /** Returns what has happened since the last time, in order; at most a thousand changes. */
  List<Record> happened() {
    GetRecordsResponse page = streams.getRecords(b -> b.shardIterator(iterator));
    iterator = page.nextShardIterator();
    return page.records();
  }

  /** Returns the same without stamps; a record that tells of nothing but a stamp is none. */
  List<Object> happenedButForStamps() {
    List<Object> changes = new ArrayList<>();
    for (Record record : happened()) {
      Object before = Seen.plain(unstamped(record.dynamodb().oldImage()), table);
      Object after = Seen.plain(unstamped(record.dynamodb().newImage()), table);
      if (!before.equals(after)) {
        changes.add(List.of(record.eventNameAsString(), before, after));
      }
    }
    return changes;
  }

  /** Returns the item without the stamp. */
  static Map<String, AttributeValue> unstamped(Map<String, AttributeValue> item) {
    Map<String, AttributeValue> rest = new HashMap<>(item);
    AttributeValue stamp = rest.get("cairn");
    if (stamp != null && Stamp.parse(stamp.s()).isValid()) {
      rest.remove("cairn");
    }
    return rest;
  }

  @Override
  public void close() {
    streams.close();
  }
}
