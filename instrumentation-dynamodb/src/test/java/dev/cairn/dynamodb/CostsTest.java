// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.Cairn;
import dev.cairn.CairnAttributes;
import dev.cairn.contract.Telemetry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** What calls of SDK 2.x cost: estimated, as DynamoDB itself would have said. */
class CostsTest {
  @RegisterExtension final Telemetry telemetry = new Telemetry();

  private final String table = LocalClients.newTable();
  private Cairn cairn;
  private DynamoDbClient client;

  @BeforeEach
  void open() {
    cairn = Cairn.create(telemetry.openTelemetry());
    client = CairnDynamoDb.create(cairn).build(LocalClients.dynamoDb());
    client.putItem(b -> b.tableName(table).item(item("small", 100)));
    client.putItem(b -> b.tableName(table).item(item("large", 5000)));
    client.putItem(b -> b.tableName(table).item(item("tiny", 10)));
    telemetry.reset();
  }

  @AfterEach
  void close() {
    client.close();
    LocalClients.heal();
  }

  private static Map<String, AttributeValue> item(String pk, int size) {
    Map<String, AttributeValue> item = new LinkedHashMap<>(id(pk));
    for (int i = 0; i < 10; i++) {
      item.put("attribute" + i, text("x".repeat(size / 10)));
    }
    return item;
  }

  private static Map<String, AttributeValue> id(String pk) {
    return Map.of("pk", text(pk));
  }

  private static AttributeValue text(String text) {
    return AttributeValue.builder().s(text).build();
  }

  /** An operation, with capacity asked for or not. */
  private record Call(String name, Operation operation) {
    @Override
    public String toString() {
      return name;
    }
  }

  private interface Operation {
    void on(DynamoDbClient client, String table, ReturnConsumedCapacity returned);
  }

  static List<Call> calls() {
    return List.of(
        new Call(
            "PutItem",
            (c, t, r) ->
                c.putItem(b -> b.tableName(t).item(item("put", 3000)).returnConsumedCapacity(r))),
        new Call(
            "UpdateItem",
            (c, t, r) ->
                c.updateItem(
                    b ->
                        b.tableName(t)
                            .key(id("small"))
                            .updateExpression("SET likes = :l")
                            .expressionAttributeValues(Map.of(":l", text("one")))
                            .returnConsumedCapacity(r))),
        new Call("GetItem", (c, t, r) -> get(c, t, "small", false, r)),
        new Call("GetItem of much", (c, t, r) -> get(c, t, "large", false, r)),
        new Call("GetItem consistent", (c, t, r) -> get(c, t, "large", true, r)),
        new Call("GetItem of nothing", (c, t, r) -> get(c, t, "none", false, r)),
        new Call(
            "Query",
            (c, t, r) ->
                c.query(
                    b ->
                        b.tableName(t)
                            .keyConditionExpression("pk = :pk")
                            .expressionAttributeValues(Map.of(":pk", text("large")))
                            .returnConsumedCapacity(r))),
        new Call("Scan", (c, t, r) -> c.scan(b -> b.tableName(t).returnConsumedCapacity(r))),
        new Call(
            "BatchGetItem",
            (c, t, r) ->
                c.batchGetItem(
                    b ->
                        b.requestItems(
                                Map.of(
                                    t,
                                    KeysAndAttributes.builder()
                                        .keys(List.of(id("small"), id("tiny")))
                                        .build()))
                            .returnConsumedCapacity(r))),
        new Call(
            "TransactGetItems",
            (c, t, r) ->
                c.transactGetItems(
                    b -> b.transactItems(List.of(getOf(t))).returnConsumedCapacity(r))),
        new Call(
            "BatchWriteItem",
            (c, t, r) ->
                c.batchWriteItem(
                    b ->
                        b.requestItems(Map.of(t, List.of(put("one"), put("two"))))
                            .returnConsumedCapacity(r))),
        new Call(
            "TransactWriteItems",
            (c, t, r) ->
                c.transactWriteItems(
                    b -> b.transactItems(List.of(putOf(t))).returnConsumedCapacity(r))));
  }

  private static void get(
      DynamoDbClient client,
      String table,
      String pk,
      boolean consistent,
      ReturnConsumedCapacity returned) {
    client.getItem(
        b ->
            b.tableName(table)
                .key(id(pk))
                .consistentRead(consistent)
                .returnConsumedCapacity(returned));
  }

  private static TransactGetItem getOf(String table) {
    return TransactGetItem.builder().get(g -> g.tableName(table).key(id("small"))).build();
  }

  private static TransactWriteItem putOf(String table) {
    return TransactWriteItem.builder()
        .put(p -> p.tableName(table).item(item("three", 100)))
        .build();
  }

  private static WriteRequest put(String pk) {
    return WriteRequest.builder()
        .putRequest(PutRequest.builder().item(item(pk, 100)).build())
        .build();
  }

  /** Runs a job and returns the spans of the job and of its call. */
  private List<Attributes> job(Consumer<DynamoDbClient> call) {
    telemetry.reset();
    cairn.job("costs", () -> call.accept(client));
    List<SpanData> spans = telemetry.spans();
    assertThat(spans).hasSize(2);
    return List.of(spans.get(1).getAttributes(), spans.get(0).getAttributes());
  }

  @ParameterizedTest
  @MethodSource("calls")
  void units_areEstimated_asDynamoDbMeasuresThem(Call call) {
    List<Attributes> measured = job(c -> call.operation.on(c, table, ReturnConsumedCapacity.TOTAL));
    List<Attributes> estimated = job(c -> call.operation.on(c, table, ReturnConsumedCapacity.NONE));

    for (int span = 0; span < 2; span++) {
      Attributes said = measured.get(span);
      Attributes guessed = estimated.get(span);
      assertThat(guessed.get(CairnAttributes.COST_READ_UNITS))
          .isEqualTo(said.get(CairnAttributes.COST_READ_UNITS));
      assertThat(guessed.get(CairnAttributes.COST_WRITE_UNITS))
          .isEqualTo(said.get(CairnAttributes.COST_WRITE_UNITS));
    }
    assertThat(measured.get(1).get(CairnAttributes.COST_ESTIMATED)).isNull();
    assertThat(measured.get(0).get(CairnAttributes.COST_DYNAMODB_ESTIMATED)).isNull();
    assertThat(estimated.get(1).get(CairnAttributes.COST_ESTIMATED)).isTrue();
    assertThat(estimated.get(0).get(CairnAttributes.COST_DYNAMODB_ESTIMATED)).isTrue();
    Double units = sum(measured.get(0));
    assertThat(units).isPositive().isEqualTo(sum(estimated.get(0)));
  }

  private static Double sum(Attributes root) {
    assertThat(root.get(CairnAttributes.COST_DYNAMODB_REQUESTS)).isEqualTo(1);
    Double reads = root.get(CairnAttributes.COST_DYNAMODB_READ_UNITS);
    return reads == null ? root.get(CairnAttributes.COST_DYNAMODB_WRITE_UNITS) : reads;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void sums_areOverAllCalls(int calls) {
    telemetry.reset();
    cairn.job(
        "costs",
        () -> {
          for (int i = 0; i < calls; i++) {
            get(client, table, "small", false, ReturnConsumedCapacity.NONE);
            client.putItem(b -> b.tableName(table).item(item("put", 100)));
          }
        });

    Attributes root = telemetry.span("job costs").getAttributes();
    assertThat(root.get(CairnAttributes.COST_DYNAMODB_REQUESTS)).isEqualTo(2L * calls);
    assertThat(root.get(CairnAttributes.COST_DYNAMODB_READ_UNITS)).isEqualTo(0.5 * calls);
    assertThat(root.get(CairnAttributes.COST_DYNAMODB_WRITE_UNITS)).isEqualTo(1.0 * calls);
  }

  @Test
  void writeWhoseConditionFails_isBilled_otherErrorsAreNot() {
    Attributes failed =
        job(c -> {
              try {
                c.putItem(
                    b ->
                        b.tableName(table)
                            .item(item("small", 100))
                            .conditionExpression("attribute_not_exists(pk)"));
              } catch (ConditionalCheckFailedException expected) {
                assertThat(expected).isNotNull();
              }
            })
            .get(0);
    assertThat(failed.get(CairnAttributes.COST_DYNAMODB_WRITE_UNITS)).isEqualTo(1);

    LocalClients.failNext("PutItem", 400, 1);
    Attributes refused =
        job(c -> {
              try {
                c.putItem(b -> b.tableName(table).item(item("small", 100)));
              } catch (RuntimeException expected) {
                assertThat(expected).isNotNull();
              }
            })
            .get(0);
    assertThat(refused.get(CairnAttributes.COST_DYNAMODB_REQUESTS)).isEqualTo(1);
    assertThat(refused.get(CairnAttributes.COST_DYNAMODB_WRITE_UNITS)).isNull();
  }
}
