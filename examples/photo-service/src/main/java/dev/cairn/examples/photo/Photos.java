// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.examples.photo;

import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.s3.S3Client;

/** Photos: files in S3, records in DynamoDB. Nothing here knows of tracing. */
final class Photos {
  private final S3Client s3;
  private final DynamoDbClient dynamoDb;
  private final String bucket;
  private final String table;

  /** A photo as its record has it. */
  record Photo(String id, String owner, String tenant, String title) {
    /** Returns the key of the file. */
    String file() {
      return tenant + '/' + owner + '/' + id + ".png";
    }

    private static Photo of(Map<String, AttributeValue> item) {
      return new Photo(
          item.get("id").s(), item.get("owner").s(), item.get("tenant").s(), item.get("title").s());
    }
  }

  Photos(S3Client s3, DynamoDbClient dynamoDb, Settings settings) {
    this.s3 = s3;
    this.dynamoDb = dynamoDb;
    this.bucket = settings.bucket();
    this.table = settings.photoTable();
  }

  void upload(Photo photo, byte[] content) {
    s3.putObject(
        b -> b.bucket(bucket).key(photo.file()).contentType("image/png"),
        RequestBody.fromBytes(content));
    dynamoDb.putItem(
        b ->
            b.tableName(table)
                .item(
                    Map.of(
                        "id", AttributeValue.fromS(photo.id()),
                        "owner", AttributeValue.fromS(photo.owner()),
                        "tenant", AttributeValue.fromS(photo.tenant()),
                        "title", AttributeValue.fromS(photo.title()),
                        "likes", AttributeValue.fromN("0"))));
  }

  /** Returns the photo, or null. */
  Photo find(String id) {
    Map<String, AttributeValue> item =
        dynamoDb.getItem(b -> b.tableName(table).key(key(id))).item();
    return item.isEmpty() ? null : Photo.of(item);
  }

  /** Returns whether there is such a photo to like. */
  boolean like(String id) {
    try {
      dynamoDb.updateItem(
          b ->
              b.tableName(table)
                  .key(key(id))
                  .updateExpression("ADD likes :one")
                  .conditionExpression("attribute_exists(id)")
                  .expressionAttributeValues(Map.of(":one", AttributeValue.fromN("1"))));
      return true;
    } catch (ConditionalCheckFailedException gone) {
      return false;
    }
  }

  List<Photo> ofTenant(String tenant) {
    return all().stream().filter(photo -> photo.tenant().equals(tenant)).toList();
  }

  List<Photo> all() {
    return dynamoDb.scanPaginator(b -> b.tableName(table)).items().stream().map(Photo::of).toList();
  }

  void delete(Photo photo) {
    s3.deleteObject(b -> b.bucket(bucket).key(photo.file()));
    dynamoDb.deleteItem(b -> b.tableName(table).key(key(photo.id())));
  }

  private static Map<String, AttributeValue> key(String id) {
    return Map.of("id", AttributeValue.fromS(id));
  }
}
