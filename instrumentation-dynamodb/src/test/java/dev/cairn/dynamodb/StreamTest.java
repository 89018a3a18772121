// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.Cairn;
import dev.cairn.Stamp;
import dev.cairn.contract.Telemetry;
import dev.cairn.local.LocalAws;
import io.opentelemetry.context.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
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
import software.amazon.awssdk.services.dynamodb.model.OperationType;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/**
 * Stamps keep no stream-triggered loop alive: a handler that writes a derived attribute back runs
 * as often as with a bare client, whether it knows nothing of origins or resumes them.
 */
class StreamTest {
  /** No loop that ends runs so often; one that does not is stopped here. */
  private static final int ENDLESS = 10;

  private static final AttributeDefinition PK =
      AttributeDefinition.builder()
          .attributeName("pk")
          .attributeType(ScalarAttributeType.S)
          .build();
  private static final KeySchemaElement HASH =
      KeySchemaElement.builder().attributeName("pk").keyType(KeyType.HASH).build();

  @RegisterExtension final Telemetry telemetry = new Telemetry();

  private final String table = "stream-" + UUID.randomUUID();
  private final DynamoDbClient bare = LocalClients.dynamoDb().build();
  private DynamoDbStreamsClient streams;
  private CairnDynamoDb decorator;
  private DynamoDbClient client;
  private String iterator;

  @BeforeEach
  void open() {
    decorator = CairnDynamoDb.create(Cairn.create(telemetry.openTelemetry()));
    client = decorator.build(LocalClients.dynamoDb());
    LocalAws aws = LocalAws.shared();
    streams =
        DynamoDbStreamsClient.builder()
            .endpointOverride(aws.dynamoDbEndpoint())
            .region(Region.of(aws.region()))
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(aws.accessKey(), aws.secretKey())))
            .build();
    String stream =
        bare.createTable(
                b ->
                    b.tableName(table)
                        .billingMode(BillingMode.PAY_PER_REQUEST)
                        .attributeDefinitions(PK)
                        .keySchema(HASH)
                        .streamSpecification(
                            s ->
                                s.streamEnabled(true)
                                    .streamViewType(StreamViewType.NEW_AND_OLD_IMAGES)))
            .tableDescription()
            .latestStreamArn();
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
                b ->
                    b.streamArn(stream)
                        .shardId(shard)
                        .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
            .shardIterator();
  }

  @AfterEach
  void close() {
    client.close();
    bare.close();
    streams.close();
  }

  /** Returns what has happened since the last time, in order. */
  private List<Record> happened() {
    List<Record> records = new ArrayList<>();
    GetRecordsResponse page;
    do {
      String from = iterator;
      page = streams.getRecords(b -> b.shardIterator(from));
      iterator = page.nextShardIterator();
      records.addAll(page.records());
    } while (!page.records().isEmpty());
    return records;
  }

  private void write(DynamoDbClient with) {
    try (Scope ignored = Requests.asAda()) {
      with.putItem(b -> b.tableName(table).item(Map.of("pk", AttributeValue.fromS("cat"))));
    }
  }

  private void derive(DynamoDbClient with, Record record) {
    with.updateItem(
        b ->
            b.tableName(table)
                .key(record.dynamodb().keys())
                .updateExpression("SET derived = :d")
                .expressionAttributeValues(Map.of(":d", AttributeValue.fromS("1"))));
  }

  private int rounds(BiConsumer<DynamoDbClient, Record> handler, DynamoDbClient with) {
    int rounds = 0;
    for (List<Record> records = happened();
        !records.isEmpty() && rounds < ENDLESS;
        records = happened()) {
      rounds++;
      records.forEach(record -> handler.accept(with, record));
    }
    return rounds;
  }

  @Test
  void unawareHandler_runsAsOftenAsBare() {
    write(bare);
    int plain = rounds(this::derive, bare);
    bare.deleteItem(b -> b.tableName(table).key(Map.of("pk", AttributeValue.fromS("cat"))));
    happened();
    write(client);

    assertThat(rounds(this::derive, client)).isEqualTo(plain).isEqualTo(2);
  }

  @Test
  void resumingHandler_runsAsOftenAsBare_andCarriesTheStampOn() {
    write(client);
    Stamp written = stored();
    int rounds =
        rounds(
            (with, record) -> {
              try (Scope ignored = decorator.stampOf(record).resume().makeCurrent()) {
                derive(with, record);
              }
            },
            client);

    assertThat(rounds).isEqualTo(2);
    assertThat(stored()).isEqualTo(written);
  }

  private Stamp stored() {
    return decorator.stampOf(
        bare.getItem(b -> b.tableName(table).key(Map.of("pk", AttributeValue.fromS("cat"))))
            .item());
  }

  @Test
  void identicalPut_inOneRequest_isNoChange() {
    write(client);
    happened();
    write(client);

    assertThat(happened()).isEmpty();
  }

  @Test
  void record_tellsItsStamp_ofADeleteThatOfTheLastWrite() {
    write(client);
    assertThat(happened())
        .extracting(decorator::stampOf)
        .extracting(Stamp::isValid)
        .containsExactly(true);

    client.deleteItem(b -> b.tableName(table).key(Map.of("pk", AttributeValue.fromS("cat"))));
    List<Record> deleted = happened();
    assertThat(deleted.get(0).eventName()).isEqualTo(OperationType.REMOVE);
    assertThat(decorator.stampOf(deleted.get(0)).spanContext().getTraceId())
        .isEqualTo(Requests.TRACE);
    assertThat(decorator.stampOf(Record.builder().build()).isValid()).isFalse();
  }
}
