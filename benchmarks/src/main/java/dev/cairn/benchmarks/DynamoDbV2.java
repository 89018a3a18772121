// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.benchmarks;

import dev.cairn.benchmarks.Row.Goal;
import dev.cairn.dynamodb.CairnDynamoDb;
import io.opentelemetry.instrumentation.awssdk.v2_2.AwsSdkTelemetry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
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
            .with(Variant.CAIRN_PLAIN, PLAIN),
        row("PutItem condition failed", DynamoDbV2::putRefused).with(Variant.CAIRN),
        row("UpdateItem", DynamoDbV2::update)
            .with(Variant.CAIRN, 75, 55)
            .with(Variant.CAIRN_UNSAMPLED)
            .with(Variant.CAIRN_PLAIN, PLAIN),
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

  private static Row row(String operation, Row.Calls calls) {
    return new Row("v2", operation, calls);
  }

  private static Call put(Variant variant, Telemetry telemetry) {
    DynamoDbClient client = client(variant, telemetry, Answer.dynamoDb(200, "{}"));
    PutItemRequest request =
        PutItemRequest.builder().tableName(Photo.TABLE).item(item(0, stamp(variant))).build();
    return () -> client.putItem(request);
  }

  private static Call putRefused(Variant variant, Telemetry telemetry) {
    DynamoDbClient client = client(variant, telemetry, Photo.answerOfFailedCondition());
    PutItemRequest request =
        PutItemRequest.builder()
            .tableName(Photo.TABLE)
            .item(item(0, stamp(variant)))
            .conditionExpression("attribute_not_exists(id)")
            .build();
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
    GetItemRequest request =
        GetItemRequest.builder()
            .tableName(Photo.TABLE)
            .key(Map.of("id", AttributeValue.fromS(Photo.id(0))))
            .build();
    return () -> client.getItem(request);
  }

  private static Call query(Variant variant, Telemetry telemetry) {
    DynamoDbClient client =
        client(variant, telemetry, Photo.answerOfQuery(variant.carriesStamps()));
    QueryRequest request =
        QueryRequest.builder()
            .tableName(Photo.TABLE)
            .keyConditionExpression("id = :id")
            .expressionAttributeValues(Map.of(":id", AttributeValue.fromS(Photo.id(0))))
            .build();
    return () -> client.query(request);
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
        DynamoDbClient.builder()
            .httpClient(new CannedHttpClient(answer, telemetry.wire()))
            .region(Region.EU_WEST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")));
    if (variant.isCairn()) {
      return CairnDynamoDb.builder(telemetry.cairn(variant))
          .key(Photo.TABLE, "id")
          .build()
          .build(builder);
    }
    if (variant.isOpenTelemetry()) {
      builder.overrideConfiguration(
          c ->
              c.addExecutionInterceptor(
                  AwsSdkTelemetry.create(telemetry.openTelemetry()).createExecutionInterceptor()));
    }
    return builder.build();
  }
}
