// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.Cairn;
import dev.cairn.contract.Telemetry;
import io.opentelemetry.context.Scope;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/** An item whose stamp is hidden is, in every respect, the item that a bare client reads. */
class HiddenItemTest {
  @RegisterExtension final Telemetry telemetry = new Telemetry();

  private final String stamped = LocalClients.newTable();
  private final String plain = LocalClients.newTable();
  private final DynamoDbClient bare = LocalClients.dynamoDb().build();
  private DynamoDbClient client;

  private static final Map<String, AttributeValue> ITEM =
      Map.of(
          "pk", AttributeValue.fromS("cat"),
          "likes", AttributeValue.fromN("3"),
          "tags", AttributeValue.fromSs(List.of("a", "b")),
          "nested", AttributeValue.fromM(Map.of("cairn", AttributeValue.fromS("the app's"))));

  @BeforeEach
  void write() {
    client =
        CairnDynamoDb.create(Cairn.create(telemetry.openTelemetry()))
            .build(LocalClients.dynamoDb());
    try (Scope ignored = Requests.asAda()) {
      client.putItem(b -> b.tableName(stamped).item(ITEM));
    }
    bare.putItem(b -> b.tableName(plain).item(ITEM));
  }

  @AfterEach
  void close() {
    client.close();
    bare.close();
  }

  private static GetItemResponse get(DynamoDbClient client, String table) {
    return client.getItem(b -> b.tableName(table).key(Map.of("pk", ITEM.get("pk"))));
  }

  private Map<String, AttributeValue> hidden() {
    return get(client, stamped).item();
  }

  private Map<String, AttributeValue> expected() {
    return get(bare, plain).item();
  }

  @Test
  void hiddenItem_isTheBareItem_inEveryView() {
    Map<String, AttributeValue> hidden = hidden();
    Map<String, AttributeValue> expected = expected();

    assertThat(get(bare, stamped).item()).containsKey("cairn");
    assertThat(hidden).isEqualTo(expected).hasSize(4).hasSameHashCodeAs(expected);
    assertThat(expected).isEqualTo(hidden);
    assertThat(hidden.getClass()).isEqualTo(expected.getClass());
    assertThat(hidden.keySet()).isEqualTo(expected.keySet());
    assertThat(hidden.entrySet()).isEqualTo(expected.entrySet());
    assertThat(new ArrayList<>(hidden.values()))
        .containsExactlyInAnyOrderElementsOf(expected.values());
    assertThat(hidden.get("cairn")).isNull();
    assertThat(hidden.containsKey("cairn")).isFalse();
    assertThat(hidden.getOrDefault("cairn", AttributeValue.fromBool(true)).bool()).isTrue();
    assertThat(new LinkedHashMap<>(hidden)).isEqualTo(expected);
    assertThat(Map.copyOf(hidden)).isEqualTo(Map.copyOf(expected));
    assertThat(hidden.get("nested").m()).as("not ours").containsKey("cairn");
  }

  @Test
  void hiddenItem_cannotBeChanged_likeTheBareItem() {
    for (Map<String, AttributeValue> item : List.of(hidden(), expected())) {
      assertThatThrownBy(() -> item.put("x", AttributeValue.fromS("y")))
          .isInstanceOf(UnsupportedOperationException.class);
      assertThatThrownBy(() -> item.remove("pk")).isInstanceOf(UnsupportedOperationException.class);
      assertThatThrownBy(() -> item.entrySet().iterator().next().setValue(null))
          .isInstanceOf(UnsupportedOperationException.class);
    }
  }

  @Test
  void response_isRebuiltAndCompared_likeTheBareOne() {
    GetItemResponse hidden = get(client, stamped);
    GetItemResponse expected = get(bare, plain);

    assertThat(hidden.equalsBySdkFields(expected)).isTrue();
    assertThat(hidden.toString()).doesNotContain(Requests.TRACE);
    assertThat(hidden.toBuilder().build()).isEqualTo(hidden);
    assertThat(hidden.sdkFields()).isEqualTo(expected.sdkFields());
    assertThat(hidden.getValueForField("Item", Map.class)).contains(expected.item());
    assertThat(hidden.responseMetadata().requestId()).isNotBlank().isNotEqualTo("UNKNOWN");
    assertThat(hidden.sdkHttpResponse().statusCode()).isEqualTo(200);
  }

  @Test
  void hiddenItem_isSerialised_likeTheBareItem() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(hidden());
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(in.readObject()).isEqualTo(expected());
    }
  }

  @Test
  void items_ofAQuery_areTheBareOnes_andSoIsAnError() {
    QueryResponse hidden =
        client.query(
            b ->
                b.tableName(stamped)
                    .keyConditionExpression("pk = :pk")
                    .expressionAttributeValues(Map.of(":pk", ITEM.get("pk"))));
    assertThat(hidden.items()).containsExactly(expected());

    assertThatThrownBy(
            () ->
                client.putItem(
                    b ->
                        b.tableName(stamped)
                            .item(ITEM)
                            .conditionExpression("attribute_not_exists(pk)")
                            .returnValuesOnConditionCheckFailure(
                                ReturnValuesOnConditionCheckFailure.ALL_OLD)))
        .isInstanceOfSatisfying(
            ConditionalCheckFailedException.class,
            error -> {
              assertThat(error.item()).isEqualTo(expected());
              assertThat(error.toBuilder().build().item()).isEqualTo(expected());
              assertThat(error.awsErrorDetails().errorCode())
                  .isEqualTo("ConditionalCheckFailedException");
              assertThat(error.statusCode()).isEqualTo(400);
              assertThat(error.requestId()).isNotBlank();
            });
  }
}
