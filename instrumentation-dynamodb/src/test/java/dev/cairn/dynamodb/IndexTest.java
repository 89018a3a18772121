// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.Cairn;
import dev.cairn.CairnAttributes;
import dev.cairn.KeyValue;
import dev.cairn.StoredAddress;
import dev.cairn.contract.Telemetry;
import io.opentelemetry.context.Scope;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.Select;

/** A table with a number and a binary for its key, and with an index of keys only. */
class IndexTest {
  @RegisterExtension final Telemetry telemetry = new Telemetry();

  private final String table = "index-" + UUID.randomUUID();
  private final DynamoDbClient bare = LocalClients.dynamoDb().build();
  private DynamoDbClient client;

  private static KeySchemaElement key(String name, KeyType type) {
    return KeySchemaElement.builder().attributeName(name).keyType(type).build();
  }

  private static AttributeDefinition attribute(String name, ScalarAttributeType type) {
    return AttributeDefinition.builder().attributeName(name).attributeType(type).build();
  }

  @BeforeEach
  void open() {
    bare.createTable(
        b ->
            b.tableName(table)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(
                    attribute("id", ScalarAttributeType.N),
                    attribute("part", ScalarAttributeType.B),
                    attribute("owner", ScalarAttributeType.S))
                .keySchema(key("id", KeyType.HASH), key("part", KeyType.RANGE))
                .globalSecondaryIndexes(
                    GlobalSecondaryIndex.builder()
                        .indexName("by-owner")
                        .keySchema(key("owner", KeyType.HASH))
                        .projection(p -> p.projectionType(ProjectionType.KEYS_ONLY))
                        .build()));
    client =
        CairnDynamoDb.create(Cairn.create(telemetry.openTelemetry()))
            .build(LocalClients.dynamoDb());
  }

  @AfterEach
  void close() {
    client.close();
    bare.close();
  }

  private Map<String, AttributeValue> item(String number) {
    return Map.of(
        "id", AttributeValue.fromN(number),
        "part", AttributeValue.fromB(SdkBytes.fromByteArray(new byte[] {0, -1, 47})),
        "owner", AttributeValue.fromS("ada"));
  }

  private void put(String number) {
    try (Scope ignored = Requests.asAda()) {
      client.putItem(b -> b.tableName(table).item(item(number)));
    }
  }

  /** DynamoDB normalises numbers: the address is that of what is stored, however it was written. */
  @ParameterizedTest
  @CsvSource({"7, n:7", "7.50, n:7.5", "75e-1, n:7.5", "-0, n:0", "1E3, n:1000", "0.0010, n:0.001"})
  void address_ofNumberAndBinary_isThatOfWhatIsStored(String number, String shown) {
    put("99");
    telemetry.awaitThat(
        () -> {
          telemetry.reset();
          put(number);
          return address().endsWith(shown + "/b:AP8v");
        });

    String stored =
        bare.scan(b -> b.tableName(table)).items().stream()
            .map(item -> item.get("id").n())
            .filter(n -> !n.equals("99"))
            .findFirst()
            .orElseThrow();
    assertThat(address())
        .isEqualTo(
            StoredAddress.dynamoDb(
                    table, KeyValue.number(stored), KeyValue.binary(new byte[] {0, -1, 47}))
                .toString());
  }

  private String address() {
    return telemetry.span("DynamoDB.PutItem").getAttributes().get(CairnAttributes.ADDRESS);
  }

  private QueryResponse query(DynamoDbClient with, Select select, String index) {
    return with.query(
        b ->
            b.tableName(table)
                .indexName(index)
                .select(select)
                .keyConditionExpression(index == null ? "id = :k" : "#o = :k")
                .expressionAttributeNames(index == null ? null : Map.of("#o", "owner"))
                .expressionAttributeValues(
                    Map.of(":k", item("7").get(index == null ? "id" : "owner"))));
  }

  @Test
  void query_ofKeysOnly_andCounts_workAsBare() {
    put("7");

    for (Select select : new Select[] {null, Select.COUNT}) {
      for (String index : new String[] {null, "by-owner"}) {
        QueryResponse seen = query(client, select, index);
        QueryResponse expected = query(bare, select, index);
        assertThat(seen.count()).isEqualTo(expected.count()).isEqualTo(1);
        assertThat(seen.hasItems()).isEqualTo(expected.hasItems());
        assertThat(seen.items())
            .isEqualTo(select == null && index == null ? List.of(item("7")) : expected.items());
      }
    }
    assertThat(query(client, Select.ALL_ATTRIBUTES, null).items()).isEqualTo(List.of(item("7")));
    assertThat(telemetry.spans("DynamoDB.Query")).hasSize(5);
  }
}
