// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.dynamodbv2.AmazonDynamoDB;
import com.amazonaws.services.dynamodbv2.model.AttributeValue;
import com.amazonaws.services.dynamodbv2.model.BatchGetItemRequest;
import com.amazonaws.services.dynamodbv2.model.BatchWriteItemRequest;
import com.amazonaws.services.dynamodbv2.model.Get;
import com.amazonaws.services.dynamodbv2.model.GetItemRequest;
import com.amazonaws.services.dynamodbv2.model.KeysAndAttributes;
import com.amazonaws.services.dynamodbv2.model.Put;
import com.amazonaws.services.dynamodbv2.model.PutItemRequest;
import com.amazonaws.services.dynamodbv2.model.PutRequest;
import com.amazonaws.services.dynamodbv2.model.QueryRequest;
import com.amazonaws.services.dynamodbv2.model.ScanRequest;
import com.amazonaws.services.dynamodbv2.model.TransactGetItem;
import com.amazonaws.services.dynamodbv2.model.TransactGetItemsRequest;
import com.amazonaws.services.dynamodbv2.model.TransactWriteItem;
import com.amazonaws.services.dynamodbv2.model.TransactWriteItemsRequest;
import com.amazonaws.services.dynamodbv2.model.UpdateItemRequest;
import com.amazonaws.services.dynamodbv2.model.WriteRequest;
import dev.cairn.Cairn;
import dev.cairn.CairnAttributes;
import dev.cairn.contract.Telemetry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What calls of SDK 1.x cost: estimated, as DynamoDB itself would have said. */
class CostsV1Test {
  @RegisterExtension final Telemetry telemetry = new Telemetry();

  private final String table = LocalClients.newTable();
  private Cairn cairn;
  private AmazonDynamoDB client;

  @BeforeEach
  void open() {
    cairn = Cairn.create(telemetry.openTelemetry());
    client = CairnDynamoDbV1.create(cairn).build(LocalClients.dynamoDbV1());
    client.putItem(table, item("small", 100));
    client.putItem(table, item("large", 5000));
    client.putItem(table, item("tiny", 10));
  }

  @AfterEach
  void close() {
    client.shutdown();
    LocalClients.heal();
  }

  private static Map<String, AttributeValue> item(String pk, int size) {
    Map<String, AttributeValue> item = new LinkedHashMap<>(id(pk));
    for (int i = 0; i < 10; i++) {
      item.put("attribute" + i, new AttributeValue("x".repeat(size / 10)));
    }
    return item;
  }

  private static Map<String, AttributeValue> id(String pk) {
    return Map.of("pk", new AttributeValue(pk));
  }

  /** An operation, with capacity asked for or not. */
  private record Call(String name, Operation operation) {
    @Override
    public String toString() {
      return name;
    }
  }

  private interface Operation {
    void on(AmazonDynamoDB client, String table, String returned);
  }

  static List<Call> calls() {
    return List.of(
        new Call(
            "PutItem",
            (c, t, r) ->
                c.putItem(new PutItemRequest(t, item("put", 3000)).withReturnConsumedCapacity(r))),
        new Call(
            "UpdateItem",
            (c, t, r) ->
                c.updateItem(
                    new UpdateItemRequest()
                        .withTableName(t)
                        .withKey(id("small"))
                        .withUpdateExpression("SET likes = :l")
                        .withExpressionAttributeValues(Map.of(":l", new AttributeValue("one")))
                        .withReturnConsumedCapacity(r))),
        new Call(
            "GetItem",
            (c, t, r) ->
                c.getItem(new GetItemRequest(t, id("large")).withReturnConsumedCapacity(r))),
        new Call(
            "GetItem consistent",
            (c, t, r) ->
                c.getItem(new GetItemRequest(t, id("large"), true).withReturnConsumedCapacity(r))),
        new Call(
            "Query",
            (c, t, r) ->
                c.query(
                    new QueryRequest(t)
                        .withKeyConditionExpression("pk = :pk")
                        .withExpressionAttributeValues(pk())
                        .withReturnConsumedCapacity(r))),
        new Call("Scan", (c, t, r) -> c.scan(new ScanRequest(t).withReturnConsumedCapacity(r))),
        new Call(
            "BatchGetItem",
            (c, t, r) ->
                c.batchGetItem(
                    new BatchGetItemRequest(
                        Map.of(
                            t, new KeysAndAttributes().withKeys(List.of(id("small"), id("tiny")))),
                        r))),
        new Call(
            "TransactGetItems",
            (c, t, r) ->
                c.transactGetItems(
                    new TransactGetItemsRequest()
                        .withTransactItems(
                            new TransactGetItem()
                                .withGet(new Get().withTableName(t).withKey(id("small"))))
                        .withReturnConsumedCapacity(r))),
        new Call(
            "BatchWriteItem",
            (c, t, r) ->
                c.batchWriteItem(
                    new BatchWriteItemRequest(Map.of(t, List.of(put("one"), put("two"))))
                        .withReturnConsumedCapacity(r))),
        new Call(
            "TransactWriteItems",
            (c, t, r) ->
                c.transactWriteItems(
                    new TransactWriteItemsRequest()
                        .withTransactItems(
                            new TransactWriteItem()
                                .withPut(new Put().withTableName(t).withItem(item("three", 100))))
                        .withReturnConsumedCapacity(r))));
  }

  private static Map<String, AttributeValue> pk() {
    return Map.of(":pk", new AttributeValue("large"));
  }

  private static WriteRequest put(String pk) {
    return new WriteRequest(new PutRequest(item(pk, 100)));
  }

  /** Runs a job and returns the spans of the job and of its call. */
  private List<Attributes> job(Call call, String returned) {
    telemetry.reset();
    cairn.job("costs", () -> call.operation.on(client, table, returned));
    List<SpanData> spans = telemetry.spans();
    assertThat(spans).hasSize(2);
    return List.of(spans.get(1).getAttributes(), spans.get(0).getAttributes());
  }

  @ParameterizedTest
  @MethodSource("calls")
  void units_areEstimated_asDynamoDbMeasuresThem(Call call) {
    List<Attributes> measured = job(call, "TOTAL");
    List<Attributes> estimated = job(call, "NONE");

    assertThat(units(estimated.get(1))).isPositive().isEqualTo(units(measured.get(1)));
    assertThat(sum(estimated.get(0))).isEqualTo(units(estimated.get(1)));
    assertThat(sum(measured.get(0))).isEqualTo(units(measured.get(1)));
    assertThat(measured.get(1).get(CairnAttributes.COST_ESTIMATED)).isNull();
    assertThat(measured.get(0).get(CairnAttributes.COST_DYNAMODB_ESTIMATED)).isNull();
    assertThat(estimated.get(1).get(CairnAttributes.COST_ESTIMATED)).isTrue();
    assertThat(estimated.get(0).get(CairnAttributes.COST_DYNAMODB_ESTIMATED)).isTrue();
  }

  private static Double units(Attributes call) {
    Double reads = call.get(CairnAttributes.COST_READ_UNITS);
    return reads == null ? call.get(CairnAttributes.COST_WRITE_UNITS) : reads;
  }

  private static Double sum(Attributes root) {
    assertThat(root.get(CairnAttributes.COST_DYNAMODB_REQUESTS)).isEqualTo(1);
    Double reads = root.get(CairnAttributes.COST_DYNAMODB_READ_UNITS);
    return reads == null ? root.get(CairnAttributes.COST_DYNAMODB_WRITE_UNITS) : reads;
  }
}
