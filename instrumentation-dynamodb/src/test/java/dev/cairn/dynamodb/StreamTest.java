// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.Cairn;
import dev.cairn.Stamp;
import dev.cairn.contract.Telemetry;
import io.opentelemetry.context.Scope;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.OperationType;
import software.amazon.awssdk.services.dynamodb.model.Record;

/**
 * Stamps keep no stream-triggered loop alive: a handler that writes a derived attribute back runs
 * as often as with a bare client, whether it knows nothing of origins or resumes them.
 */
class StreamTest {
  /** No loop that ends runs so often; one that does not is stopped here. */
  private static final int ENDLESS = 10;

  @RegisterExtension final Telemetry telemetry = new Telemetry();

  private final DynamoDbClient bare = LocalClients.dynamoDb().build();
  private StreamReader reader;
  private String table;
  private CairnDynamoDb decorator;
  private DynamoDbClient client;

  @BeforeEach
  void open() {
    decorator = CairnDynamoDb.create(Cairn.create(telemetry.openTelemetry()));
    client = decorator.build(LocalClients.dynamoDb());
    reader = StreamReader.ofNewTable(bare);
    table = reader.table();
  }

  @AfterEach
  void close() {
    client.close();
    bare.close();
    reader.close();
  }

  private List<Record> happened() {
    return reader.happened();
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
