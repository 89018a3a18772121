// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.benchmarks;

import dev.cairn.benchmarks.Row.Goal;
import dev.cairn.dynamodb.CairnDynamoDb;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClientBuilder;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** DynamoDB, AWS SDK 2.x. */
final class DynamoDbV2 {
  private static final Goal PLAIN = new Goal(35, 20);
  private static final Goal UNSAMPLED = new Goal(30, 15);

  private DynamoDbV2() {}

  static List<Row> rows() {
    return List.of(
        row("PutItem", DynamoDbV2::put)
            .with(Variant.CAIRN, 60, 50)
            .with(Variant.CAIRN_UNSAMPLED)
            .with(Variant.CAIRN_PLAIN, PLAIN)
            .with(Variant.CAIRN_NO_ORIGIN, PLAIN),
        row("PutItem condition failed", DynamoDbV2::putRefused).with(Variant.CAIRN),
        row("UpdateItem", DynamoDbV2::update)
            .with(Variant.CAIRN, 75, 55)
            .with(Variant.CAIRN_UNSAMPLED)
            .with(Variant.CAIRN_PLAIN, PLAIN),
        row("UpdateItem REMOVE", DynamoDbV2::remove).with(Variant.CAIRN_NEVER_STAMPED, PLAIN),
        row("BatchWriteItem 25", DynamoDbV2::batch).with(Variant.CAIRN).with(Variant.CAIRN_PLAIN),
        row("GetItem", DynamoDbV2::get)
            .with(Variant.CAIRN)
            .with(Variant.CAIRN_VISIBLE, 40, 25)
            .with(Variant.CAIRN_PLAIN, PLAIN)
            .with(Variant.CAIRN_PLAIN_UNSAMPLED, UNSAMPLED),
        row("Query 25", DynamoDbV2::query)
            .with(Variant.CAIRN, 200, 200)
            .with(Variant.CAIRN_VISIBLE, 85, 100)
            .with(Variant.CAIRN_PLAIN, 100, 100)
            .with(Variant.CAIRN_PLAIN_UNSAMPLED, UNSAMPLED));
  }

  static List<Row> asyncRows() {
    return List.of(
        new Row("async", "PutItem", DynamoDbV2::putAsync)
            .with(Variant.CAIRN)
            .with(Variant.CAIRN_PLAIN),
        new Row("async", "GetItem", DynamoDbV2::getAsync)
            .with(Variant.CAIRN)
            .with(Variant.CAIRN_PLAIN),
        new Row("async", "Query 25", DynamoDbV2::queryAsync)
            .with(Variant.CAIRN)
            .with(Variant.CAIRN_PLAIN));
  }

  private static Row row(String operation, Row.Calls calls) {
    return new Row("v2", operation, calls);
  }

  private static Call put(Variant variant, Telemetry telemetry) {
    DynamoDbClient client = client(variant, telemetry, Answer.dynamoDb(200, "{}"));
    PutItemRequest request = putRequest(variant);
    return () -> client.putItem(request);
  }

  private static Call putAsync(Variant variant, Telemetry telemetry) throws Exception {
    CannedAsyncHttpClient http = telemetry.async(Answer.dynamoDb(200, "{}"));
    DynamoDbAsyncClient client = client(variant, telemetry, http);
    PutItemRequest request = putRequest(variant);
    return new AsyncCall(http, () -> client.putItem(request));
  }

  private static PutItemRequest putRequest(Variant variant) {
    return PutItemRequest.builder().tableName(Photo.TABLE).item(item(0, stamp(variant))).build();
  }

  private static Call putRefused(Variant variant, Telemetry telemetry) {
    DynamoDbClient client = client(variant, telemetry, Photo.answerOfFailedCondition());
    PutItemRequest request =
        putRequest(variant).toBuilder().conditionExpression("attribute_not_exists(id)").build();
    return () -> failed(() -> client.putItem(request));
  }

  private static Call update(Variant variant, Telemetry telemetry) {
    DynamoDbClient client = client(variant, telemetry, Answer.dynamoDb(200, "{}"));
    boolean stamped = stamp(variant) != null;
    Map<String, String> names = new LinkedHashMap<>(Map.of("#title", "title"));
    Map<String, AttributeValue> values =
        new LinkedHashMap<>(Map.of(":title", AttributeValue.fromS("The difference engine")));
    if (stamped) {
      names.put("#cairn_s", "cairn");
      values.put(":cairn_s", AttributeValue.fromS(stamp(variant)));
    }
    UpdateItemRequest request =
        UpdateItemRequest.builder()
            .tableName(Photo.TABLE)
            .key(Map.of("id", AttributeValue.fromS(Photo.id(0))))
            .updateExpression("SET #title = :title" + (stamped ? ", #cairn_s = :cairn_s" : ""))
            .expressionAttributeNames(names)
            .expressionAttributeValues(values)
            .build();
    return () -> client.updateItem(request);
  }

  private static Call remove(Variant variant, Telemetry telemetry) {
    DynamoDbClient client = client(variant, telemetry, Answer.dynamoDb(200, "{}"));
    UpdateItemRequest request =
        UpdateItemRequest.builder()
            .tableName(Photo.TABLE)
            .key(Map.of("id", AttributeValue.fromS(Photo.id(0))))
            .updateExpression("REMOVE #title")
            .expressionAttributeNames(Map.of("#title", "title"))
            .build();
    return () -> client.updateItem(request);
  }

  private static Call batch(Variant variant, Telemetry telemetry) {
    DynamoDbClient client =
        client(variant, telemetry, Answer.dynamoDb(200, "{\"UnprocessedItems\":{}}"));
    List<WriteRequest> writes =
        IntStream.range(0, Photo.MANY)
            .mapToObj(number -> item(number, stamp(variant)))
            .map(item -> WriteRequest.builder().putRequest(put -> put.item(item)).build())
            .toList();
    BatchWriteItemRequest request =
        BatchWriteItemRequest.builder().requestItems(Map.of(Photo.TABLE, writes)).build();
    return () -> client.batchWriteItem(request);
  }

  private static Call get(Variant variant, Telemetry telemetry) {
    DynamoDbClient client = client(variant, telemetry, Photo.answerOfGet(variant.carriesStamps()));
    GetItemRequest request = getRequest();
    return () -> client.getItem(request);
  }

  private static Call getAsync(Variant variant, Telemetry telemetry) throws Exception {
    CannedAsyncHttpClient http = telemetry.async(Photo.answerOfGet(variant.carriesStamps()));
    DynamoDbAsyncClient client = client(variant, telemetry, http);
    GetItemRequest request = getRequest();
    return new AsyncCall(http, () -> client.getItem(request));
  }

  private static GetItemRequest getRequest() {
    return GetItemRequest.builder()
        .tableName(Photo.TABLE)
        .key(Map.of("id", AttributeValue.fromS(Photo.id(0))))
        .build();
  }

  private static Call query(Variant variant, Telemetry telemetry) {
    DynamoDbClient client =
        client(variant, telemetry, Photo.answerOfQuery(variant.carriesStamps()));
    QueryRequest request = queryRequest();
    return () -> client.query(request);
  }

  private static Call queryAsync(Variant variant, Telemetry telemetry) throws Exception {
    CannedAsyncHttpClient http = telemetry.async(Photo.answerOfQuery(variant.carriesStamps()));
    DynamoDbAsyncClient client = client(variant, telemetry, http);
    QueryRequest request = queryRequest();
    return new AsyncCall(http, () -> client.query(request));
  }

  private static QueryRequest queryRequest() {
    return QueryRequest.builder()
        .tableName(Photo.TABLE)
        .keyConditionExpression("id = :id")
        .expressionAttributeValues(Map.of(":id", AttributeValue.fromS(Photo.id(0))))
        .build();
  }

  static Object failed(Call call) throws Exception {
    try {
      throw new IllegalStateException("did not fail: " + call.run());
    } catch (SdkException expected) {
      return expected;
    }
  }

  /** Returns the stamp that the application itself writes, or null. */
  private static String stamp(Variant variant) {
    return variant == Variant.BYTES ? Telemetry.stamp(0) : null;
  }

  private static Map<String, AttributeValue> item(int number, String stamp) {
    Map<String, AttributeValue> item = new LinkedHashMap<>();
    Photo.attributes(number, stamp)
        .forEach(
            (name, value) ->
                item.put(
                    name,
                    value instanceof Number
                        ? AttributeValue.fromN(value.toString())
                        : AttributeValue.fromS((String) value)));
    return item;
  }

  private static DynamoDbClient client(Variant variant, Telemetry telemetry, Answer answer) {
    DynamoDbClientBuilder builder =
        ClientsV2.set(DynamoDbClient.builder(), variant, telemetry)
            .httpClient(new CannedHttpClient(answer, telemetry.wire()));
    return variant.isCairn() ? cairn(variant, telemetry).build(builder) : builder.build();
  }

  private static DynamoDbAsyncClient client(
      Variant variant, Telemetry telemetry, CannedAsyncHttpClient http) {
    DynamoDbAsyncClientBuilder builder =
        ClientsV2.set(DynamoDbAsyncClient.builder(), variant, telemetry)
            .httpClient(http)
            .asyncConfiguration(ClientsV2.completingInPlace());
    return variant.isCairn() ? cairn(variant, telemetry).build(builder) : builder.build();
  }

  private static CairnDynamoDb cairn(Variant variant, Telemetry telemetry) {
    return CairnDynamoDb.builder(telemetry.cairn(variant)).key(Photo.TABLE, "id").build();
  }
}
