// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.benchmarks;

import com.amazonaws.services.dynamodbv2.AmazonDynamoDB;
import com.amazonaws.services.dynamodbv2.AmazonDynamoDBClientBuilder;
import com.amazonaws.services.dynamodbv2.model.AttributeValue;
import com.amazonaws.services.dynamodbv2.model.BatchWriteItemRequest;
import com.amazonaws.services.dynamodbv2.model.ConditionalCheckFailedException;
import com.amazonaws.services.dynamodbv2.model.GetItemRequest;
import com.amazonaws.services.dynamodbv2.model.PutItemRequest;
import com.amazonaws.services.dynamodbv2.model.PutRequest;
import com.amazonaws.services.dynamodbv2.model.QueryRequest;
import com.amazonaws.services.dynamodbv2.model.UpdateItemRequest;
import com.amazonaws.services.dynamodbv2.model.WriteRequest;
import dev.cairn.benchmarks.Row.Goal;
import dev.cairn.dynamodb.CairnDynamoDbV1;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** DynamoDB, AWS SDK 1.x. */
final class DynamoDbV1 {
  private static final Goal PLAIN = new Goal(80, 35);

  private DynamoDbV1() {}

  static List<Row> rows() {
    return List.of(
        row("PutItem", DynamoDbV1::put)
            .with(Variant.CAIRN, 60, 45)
            .with(Variant.CAIRN_UNSAMPLED)
            .with(Variant.CAIRN_PLAIN, PLAIN)
            .with(Variant.CAIRN_NO_ORIGIN, PLAIN),
        row("PutItem condition failed", DynamoDbV1::putRefused).with(Variant.CAIRN),
        row("UpdateItem", DynamoDbV1::update)
            .with(Variant.CAIRN, 60, 45)
            .with(Variant.CAIRN_UNSAMPLED)
            .with(Variant.CAIRN_PLAIN, PLAIN),
        row("UpdateItem REMOVE", DynamoDbV1::remove).with(Variant.CAIRN_NEVER_STAMPED, PLAIN),
        row("BatchWriteItem 25", DynamoDbV1::batch).with(Variant.CAIRN).with(Variant.CAIRN_PLAIN),
        row("GetItem", DynamoDbV1::get)
            .with(Variant.CAIRN)
            .with(Variant.CAIRN_VISIBLE, 60, 35)
            .with(Variant.CAIRN_PLAIN, PLAIN)
            .with(Variant.CAIRN_PLAIN_UNSAMPLED),
        row("Query 25", DynamoDbV1::query)
            .with(Variant.CAIRN, 200, 200)
            .with(Variant.CAIRN_VISIBLE, 120, 140)
            .with(Variant.CAIRN_PLAIN, 100, 100)
            .with(Variant.CAIRN_PLAIN_UNSAMPLED));
  }

  private static Row row(String operation, Row.Calls calls) {
    return new Row("v1", operation, calls);
  }

  private static Call put(Variant variant, Telemetry telemetry) {
    AmazonDynamoDB client = client(variant, telemetry, Answer.dynamoDb(200, "{}"));
    PutItemRequest request = new PutItemRequest(Photo.TABLE, item(0, stamp(variant)));
    return () -> client.putItem(request);
  }

  private static Call putRefused(Variant variant, Telemetry telemetry) {
    AmazonDynamoDB client = client(variant, telemetry, Photo.answerOfFailedCondition());
    PutItemRequest request =
        new PutItemRequest(Photo.TABLE, item(0, stamp(variant)))
            .withConditionExpression("attribute_not_exists(id)");
    return () -> {
      try {
        throw new IllegalStateException("did not fail: " + client.putItem(request));
      } catch (ConditionalCheckFailedException expected) {
        return expected;
      }
    };
  }

  private static Call update(Variant variant, Telemetry telemetry) {
    AmazonDynamoDB client = client(variant, telemetry, Answer.dynamoDb(200, "{}"));
    boolean stamped = stamp(variant) != null;
    Map<String, String> names = new LinkedHashMap<>(Map.of("#title", "title"));
    Map<String, AttributeValue> values =
        new LinkedHashMap<>(Map.of(":title", new AttributeValue("The difference engine")));
    if (stamped) {
      names.put("#cairn_s", "cairn");
      values.put(":cairn_s", new AttributeValue(stamp(variant)));
    }
    UpdateItemRequest request =
        new UpdateItemRequest()
            .withTableName(Photo.TABLE)
            .withKey(Map.of("id", new AttributeValue(Photo.id(0))))
            .withUpdateExpression("SET #title = :title" + (stamped ? ", #cairn_s = :cairn_s" : ""))
            .withExpressionAttributeNames(names)
            .withExpressionAttributeValues(values);
    return () -> client.updateItem(request);
  }

  private static Call remove(Variant variant, Telemetry telemetry) {
    AmazonDynamoDB client = client(variant, telemetry, Answer.dynamoDb(200, "{}"));
    UpdateItemRequest request =
        new UpdateItemRequest()
            .withTableName(Photo.TABLE)
            .withKey(Map.of("id", new AttributeValue(Photo.id(0))))
            .withUpdateExpression("REMOVE #title")
            .withExpressionAttributeNames(Map.of("#title", "title"));
    return () -> client.updateItem(request);
  }

  private static Call batch(Variant variant, Telemetry telemetry) {
    AmazonDynamoDB client =
        client(variant, telemetry, Answer.dynamoDb(200, "{\"UnprocessedItems\":{}}"));
    List<WriteRequest> writes =
        IntStream.range(0, Photo.MANY)
            .mapToObj(number -> new WriteRequest(new PutRequest(item(number, stamp(variant)))))
            .toList();
    BatchWriteItemRequest request = new BatchWriteItemRequest(Map.of(Photo.TABLE, writes));
    return () -> client.batchWriteItem(request);
  }

  private static Call get(Variant variant, Telemetry telemetry) {
    AmazonDynamoDB client = client(variant, telemetry, Photo.answerOfGet(variant.carriesStamps()));
    GetItemRequest request =
        new GetItemRequest(Photo.TABLE, Map.of("id", new AttributeValue(Photo.id(0))));
    return () -> client.getItem(request);
  }

  private static Call query(Variant variant, Telemetry telemetry) {
    AmazonDynamoDB client =
        client(variant, telemetry, Photo.answerOfQuery(variant.carriesStamps()));
    QueryRequest request =
        new QueryRequest(Photo.TABLE)
            .withKeyConditionExpression("id = :id")
            .withExpressionAttributeValues(Map.of(":id", new AttributeValue(Photo.id(0))));
    return () -> client.query(request);
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
                        ? new AttributeValue().withN(value.toString())
                        : new AttributeValue((String) value)));
    return item;
  }

  private static AmazonDynamoDB client(Variant variant, Telemetry telemetry, Answer answer) {
    AmazonDynamoDBClientBuilder builder =
        ClientsV1.set(AmazonDynamoDBClientBuilder.standard(), variant, telemetry, answer);
    return variant.isCairn()
        ? CairnDynamoDbV1.builder(telemetry.cairn(variant))
            .key(Photo.TABLE, "id")
            .build()
            .build(builder)
        : builder.build();
  }
}
