// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package floors;

import static floors.Recorded.endpoint;
import static floors.Recorded.expect;

import dev.cairn.Cairn;
import dev.cairn.dynamodb.CairnDynamoDb;
import dev.cairn.s3.CairnS3;
import dev.cairn.s3.CairnS3TransferManager;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.transfer.s3.S3TransferManager;

/** Stores and reads by the AWS SDK 2.x: {@code V2 <bucket> <table> <key>}. */
final class V2 {
  private final Recorded recorded = new Recorded();
  private final Cairn cairn = recorded.cairn();
  private final String bucket;
  private final String table;
  private final String key;

  private V2(String[] arguments) {
    bucket = arguments[0];
    table = arguments[1];
    key = arguments[2];
  }

  public static void main(String[] arguments) throws InterruptedException {
    V2 v2 = new V2(arguments);
    v2.objects();
    v2.objectsAsynchronously();
    v2.events();
    v2.unsampled();
    v2.items();
    v2.itemsAsynchronously();
  }

  private void events() {
    cairn.job(
        "floor",
        () -> {
          cairn.event("stored");
          cairn.error(new IllegalStateException("caught"));
        });
    recorded.expectEvents(2, "job floor");
  }

  private void unsampled() {
    Recorded kept = new Recorded();
    kept.unsampled().job("unsampled", () -> {});
    kept.awaitKept();
    kept.expect("job unsampled", 1, 0);
  }

  private void objects() {
    CairnS3 decorator = CairnS3.create(cairn);
    try (S3Client s3 =
        decorator.build(
            S3Client.builder().endpointOverride(URI.create(endpoint("S3"))).forcePathStyle(true))) {
      cairn.job(
          "floor", () -> s3.putObject(b -> b.bucket(bucket).key(key), RequestBody.fromString("1")));
      HeadObjectResponse head = s3.headObject(b -> b.bucket(bucket).key(key));
      expect("metadata", Map.of(), head.metadata());
      expect("stamp", "job floor", decorator.stampOf(head).request());
      String body = s3.getObjectAsBytes(b -> b.bucket(bucket).key(key)).asUtf8String();
      expect("body", "1", body);
      expect("notifications", 0, decorator.notifications("{\"Records\":[]}").size());
    }
    recorded.expect("S3.PutObject", 1, 0);
    recorded.expect("S3.HeadObject", 1, 1);
    recorded.expect("S3.GetObject", 1, 1);
  }

  private void objectsAsynchronously() {
    try (S3AsyncClient s3 =
            CairnS3.create(cairn)
                .build(
                    S3AsyncClient.builder()
                        .endpointOverride(URI.create(endpoint("S3")))
                        .forcePathStyle(true));
        S3TransferManager transfers =
            CairnS3TransferManager.create(cairn).build(S3TransferManager.builder(), s3)) {
      AsyncRequestBody body = AsyncRequestBody.fromString("2");
      cairn.job(
          "floor",
          () -> {
            s3.putObject(b -> b.bucket(bucket).key(key + "-async"), body).join();
            transfers
                .upload(
                    u ->
                        u.requestBody(body)
                            .putObjectRequest(p -> p.bucket(bucket).key(key + "-transfer")))
                .completionFuture()
                .join();
          });
      s3.headObject(b -> b.bucket(bucket).key(key + "-transfer")).join();
    }
    recorded.expect("S3.PutObject", 3, 0);
    recorded.expect("S3.HeadObject", 2, 1);
  }

  private void items() {
    CairnDynamoDb decorator = CairnDynamoDb.builder(cairn).key(table, "id").build();
    Map<String, AttributeValue> id = Map.of("id", text(key));
    Map<String, AttributeValue> item = Map.of("id", text(key), "likes", text("one"));
    try (DynamoDbClient dynamoDb =
        decorator.build(
            DynamoDbClient.builder().endpointOverride(URI.create(endpoint("DYNAMODB"))))) {
      cairn.job(
          "floor",
          () -> {
            dynamoDb.putItem(b -> b.tableName(table).item(Map.of("id", text(key))));
            dynamoDb.updateItem(
                b ->
                    b.tableName(table)
                        .key(id)
                        .updateExpression("SET likes = :one")
                        .expressionAttributeValues(Map.of(":one", text("one"))));
          });
      expect("item", item, dynamoDb.getItem(b -> b.tableName(table).key(id)).item());
      QueryResponse found =
          dynamoDb.query(
              b ->
                  b.tableName(table)
                      .keyConditionExpression("id = :id")
                      .expressionAttributeValues(Map.of(":id", text(key))));
      expect("items", item, found.items().get(0));
      expect("stamp", "job floor", decorator.stampOf(found).request());
    }
    recorded.expect("DynamoDB.PutItem", 1, 0);
    recorded.expect("DynamoDB.UpdateItem", 1, 0);
    recorded.expect("DynamoDB.GetItem", 1, 1);
    recorded.expect("DynamoDB.Query", 1, 1);
  }

  /** Nobody has named the table's key: Cairn asks for it, in the background. */
  private void itemsAsynchronously() throws InterruptedException {
    Map<String, AttributeValue> item = Map.of("id", text(key + "-async"));
    CountDownLatch described = new CountDownLatch(1);
    ExecutionInterceptor watch =
        new ExecutionInterceptor() {
          @Override
          public void afterExecution(Context.AfterExecution call, ExecutionAttributes attributes) {
            if (call.request() instanceof DescribeTableRequest) {
              described.countDown();
            }
          }
        };
    try (DynamoDbAsyncClient dynamoDb =
        CairnDynamoDb.create(cairn)
            .build(
                DynamoDbAsyncClient.builder()
                    .overrideConfiguration(c -> c.addExecutionInterceptor(watch))
                    .endpointOverride(URI.create(endpoint("DYNAMODB"))))) {
      cairn.job("floor", () -> dynamoDb.putItem(b -> b.tableName(table).item(item)).join());
      expect("item", item, dynamoDb.getItem(b -> b.tableName(table).key(item)).join().item());
      expect("table described", true, described.await(30, TimeUnit.SECONDS));
    }
    recorded.expect("DynamoDB.PutItem", 2, 0);
    recorded.expect("DynamoDB.GetItem", 2, 1);
  }

  private static AttributeValue text(String text) {
    return AttributeValue.builder().s(text).build();
  }
}
