// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package floors;

import static floors.Recorded.endpoint;
import static floors.Recorded.expect;

import com.amazonaws.client.builder.AwsClientBuilder.EndpointConfiguration;
import com.amazonaws.services.dynamodbv2.AmazonDynamoDB;
import com.amazonaws.services.dynamodbv2.AmazonDynamoDBClientBuilder;
import com.amazonaws.services.dynamodbv2.model.AttributeValue;
import com.amazonaws.services.dynamodbv2.model.QueryRequest;
import com.amazonaws.services.dynamodbv2.model.QueryResult;
import com.amazonaws.services.dynamodbv2.model.UpdateItemRequest;
import com.amazonaws.services.s3.AmazonS3;
import com.amazonaws.services.s3.AmazonS3ClientBuilder;
import com.amazonaws.services.s3.model.ObjectMetadata;
import com.amazonaws.services.s3.transfer.TransferManager;
import com.amazonaws.services.s3.transfer.TransferManagerBuilder;
import com.amazonaws.services.s3.transfer.Upload;
import dev.cairn.Cairn;
import dev.cairn.dynamodb.CairnDynamoDbV1;
import dev.cairn.s3.CairnS3V1;
import java.io.ByteArrayInputStream;
import java.util.Map;

/** Stores and reads by the AWS SDK 1.x: {@code V1 <bucket> <table> <key>}. */
final class V1 {
  private final Recorded recorded = new Recorded();
  private final Cairn cairn = recorded.cairn();
  private final String bucket;
  private final String table;
  private final String key;

  private V1(String[] arguments) {
    bucket = arguments[0];
    table = arguments[1];
    key = arguments[2];
  }

  public static void main(String[] arguments) {
    V1 v1 = new V1(arguments);
    v1.objects();
    v1.items();
  }

  private static EndpointConfiguration at(String service) {
    return new EndpointConfiguration(endpoint(service), System.getenv("AWS_REGION"));
  }

  private void objects() {
    CairnS3V1 decorator = CairnS3V1.create(cairn);
    AmazonS3 s3 =
        decorator.build(
            AmazonS3ClientBuilder.standard()
                .withEndpointConfiguration(at("S3"))
                .withPathStyleAccessEnabled(true));
    cairn.job("floor", () -> s3.putObject(bucket, key, "1"));
    ObjectMetadata head = s3.getObjectMetadata(bucket, key);
    expect("metadata", Map.of(), head.getUserMetadata());
    expect("stamp", "job floor", decorator.stampOf(head).request());
    expect("body", "1", s3.getObjectAsString(bucket, key));
    expect("notifications", 0, decorator.notifications("{\"Records\":[]}").size());

    TransferManager transfers = decorator.build(TransferManagerBuilder.standard().withS3Client(s3));
    cairn.job("floor", () -> transfer(transfers));
    s3.getObjectMetadata(bucket, key + "-transfer");
    transfers.shutdownNow();
    recorded.expect("S3.PutObject", 2, 0);
    recorded.expect("S3.HeadObject", 2, 1);
    recorded.expect("S3.GetObject", 1, 1);
  }

  private void transfer(TransferManager transfers) {
    ObjectMetadata metadata = new ObjectMetadata();
    metadata.setContentLength(1);
    byte[] body = {'2'};
    Upload upload =
        transfers.upload(bucket, key + "-transfer", new ByteArrayInputStream(body), metadata);
    try {
      upload.waitForCompletion();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void items() {
    CairnDynamoDbV1 decorator = CairnDynamoDbV1.builder(cairn).key(table, "id").build();
    AmazonDynamoDB dynamoDb =
        decorator.build(
            AmazonDynamoDBClientBuilder.standard().withEndpointConfiguration(at("DYNAMODB")));
    Map<String, AttributeValue> id = Map.of("id", text(key));
    Map<String, AttributeValue> item = Map.of("id", text(key), "likes", text("one"));
    cairn.job(
        "floor",
        () -> {
          dynamoDb.putItem(table, id);
          dynamoDb.updateItem(
              new UpdateItemRequest()
                  .withTableName(table)
                  .withKey(id)
                  .withUpdateExpression("SET likes = :one")
                  .withExpressionAttributeValues(Map.of(":one", text("one"))));
        });
    expect("item", item, dynamoDb.getItem(table, id).getItem());
    QueryResult found =
        dynamoDb.query(
            new QueryRequest(table)
                .withKeyConditionExpression("id = :id")
                .withExpressionAttributeValues(Map.of(":id", text(key))));
    expect("items", item, found.getItems().get(0));
    expect("stamp", "job floor", decorator.stampOf(found).request());
    dynamoDb.shutdown();
    recorded.expect("DynamoDB.PutItem", 1, 0);
    recorded.expect("DynamoDB.UpdateItem", 1, 0);
    recorded.expect("DynamoDB.GetItem", 1, 1);
    recorded.expect("DynamoDB.Query", 1, 1);
  }

  private static AttributeValue text(String text) {
    return new AttributeValue(text);
  }
}
