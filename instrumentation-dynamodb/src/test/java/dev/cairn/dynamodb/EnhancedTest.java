// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.Cairn;
import dev.cairn.CairnAttributes;
import dev.cairn.StampMode;
import dev.cairn.contract.Telemetry;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.enhanced.dynamodb.AttributeConverterProvider;
import software.amazon.awssdk.enhanced.dynamodb.AttributeValueType;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbAsyncTable;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedAsyncClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.Expression;
import software.amazon.awssdk.enhanced.dynamodb.Key;
import software.amazon.awssdk.enhanced.dynamodb.TableMetadata;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.document.EnhancedDocument;
import software.amazon.awssdk.enhanced.dynamodb.model.BatchWriteResult;
import software.amazon.awssdk.enhanced.dynamodb.model.IgnoreNullsMode;
import software.amazon.awssdk.enhanced.dynamodb.model.PutItemEnhancedRequest;
import software.amazon.awssdk.enhanced.dynamodb.model.QueryConditional;
import software.amazon.awssdk.enhanced.dynamodb.model.ReadBatch;
import software.amazon.awssdk.enhanced.dynamodb.model.WriteBatch;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/** The enhanced client of the AWS SDK 2.x, above a decorated client. */
class EnhancedTest {
  @RegisterExtension final Telemetry telemetry = new Telemetry();

  private final String name = LocalClients.newTable();
  private final DynamoDbClient bare = LocalClients.dynamoDb().build();
  private CairnDynamoDb decorator;
  private DynamoDbClient client;
  private DynamoDbAsyncClient async;
  private DynamoDbEnhancedClient enhanced;

  @BeforeEach
  void open() {
    decorator =
        CairnDynamoDb.builder(Cairn.create(telemetry.openTelemetry()))
            .describeTables(false)
            .key(name, "pk")
            .build();
    client = decorator.build(LocalClients.dynamoDb());
    async = decorator.build(LocalClients.dynamoDbAsync());
    enhanced = DynamoDbEnhancedClient.builder().dynamoDbClient(client).build();
  }

  @AfterEach
  void close() {
    client.close();
    async.close();
    bare.close();
  }

  private DynamoDbTable<Photo> photos() {
    return enhanced.table(name, TableSchema.fromBean(Photo.class));
  }

  private static Photo photo(String pk) {
    Photo photo = new Photo();
    photo.setPk(pk);
    photo.setTitle("My " + pk);
    photo.setLikes(3);
    return photo;
  }

  private Map<String, AttributeValue> stored(String pk) {
    return bare.getItem(b -> b.tableName(name).key(Map.of("pk", AttributeValue.fromS(pk)))).item();
  }

  private void assertStamped(String pk) {
    assertThat(decorator.stampOf(stored(pk)).spanContext().getTraceId()).isEqualTo(Requests.TRACE);
  }

  @Test
  void bean_isStamped_andReadWithoutTheStamp() {
    try (Scope ignored = Requests.asAda()) {
      photos().putItem(photo("cat"));
      assertStamped("cat");
      Photo cat = photos().getItem(Key.builder().partitionValue("cat").build());
      cat.setLikes(4);
      assertThat(photos().updateItem(cat)).isEqualTo(cat);
      photos().putItem(photo("dog"));
    }

    assertThat(stored("cat").get("likes").n()).isEqualTo("4");
    assertStamped("cat");
    assertThat(photos().query(QueryConditional.keyEqualTo(k -> k.partitionValue("cat"))).items())
        .extracting(Photo::getLikes)
        .containsExactly(4);
    assertThat(photos().scan().items()).extracting(Photo::getPk).containsOnly("cat", "dog");
    SpanData got = telemetry.span("DynamoDB.GetItem");
    assertThat(got.getLinks()).hasSize(1);
    assertThat(photos().deleteItem(photo("dog"))).isEqualTo(photo("dog"));
  }

  @Test
  void update_ofAPart_isStamped() {
    bare.putItem(b -> b.tableName(name).item(Map.of("pk", AttributeValue.fromS("cat"))));
    Photo change = new Photo();
    change.setPk("cat");
    change.setTitle("Our cat");
    try (Scope ignored = Requests.asAda()) {
      photos().updateItem(r -> r.item(change).ignoreNullsMode(IgnoreNullsMode.SCALAR_ONLY));
    }

    assertStamped("cat");
    assertThat(stored("cat").keySet()).containsExactlyInAnyOrder("pk", "title", "cairn");
  }

  @Test
  void update_thatOnlyRemoves_isNotStamped() {
    Photo nothing = new Photo();
    nothing.setPk("cat");
    bare.putItem(
        b ->
            b.tableName(name)
                .item(
                    Map.of("pk", AttributeValue.fromS("cat"), "title", AttributeValue.fromS("x"))));
    try (Scope ignored = Requests.asAda()) {
      enhanced.table(name, TableSchema.fromBean(Tag.class)).updateItem(new Tag("cat", null));
    }

    assertThat(stored("cat").keySet()).containsExactly("pk");
  }

  @Test
  void flattenedMap_doesNotTakeTheStampForItsOwn() {
    DynamoDbTable<Loose> loose = enhanced.table(name, TableSchema.fromBean(Loose.class));
    Loose item = new Loose();
    item.setPk("cat");
    item.setRest(Map.of("colour", "grey"));
    try (Scope ignored = Requests.asAda()) {
      loose.putItem(item);
    }

    assertStamped("cat");
    Loose got = loose.getItem(Key.builder().partitionValue("cat").build());
    assertThat(got.getRest()).isEqualTo(Map.of("colour", "grey"));
  }

  @Test
  void immutable_isStamped_andReadWithoutTheStamp() {
    TableSchema<Tag> schema = TableSchema.fromBean(Tag.class);
    assertThat(schema.tableMetadata().primaryPartitionKey()).isEqualTo("pk");
    DynamoDbTable<FixedPhoto> fixed =
        enhanced.table(name, TableSchema.fromImmutableClass(FixedPhoto.class));
    FixedPhoto cat = FixedPhoto.builder().pk("cat").title("My cat").build();
    try (Scope ignored = Requests.asAda()) {
      fixed.putItem(cat);
    }

    assertStamped("cat");
    assertThat(fixed.getItem(cat)).isEqualTo(cat);
  }

  @Test
  void document_doesNotShowTheStamp_inItsJson() {
    DynamoDbTable<EnhancedDocument> documents =
        enhanced.table(
            name,
            TableSchema.documentSchemaBuilder()
                .addIndexPartitionKey(TableMetadata.primaryIndexName(), "pk", AttributeValueType.S)
                .attributeConverterProviders(AttributeConverterProvider.defaultProvider())
                .build());
    EnhancedDocument cat =
        EnhancedDocument.builder()
            .attributeConverterProviders(AttributeConverterProvider.defaultProvider())
            .putString("pk", "cat")
            .putNumber("likes", 3)
            .build();
    try (Scope ignored = Requests.asAda()) {
      documents.putItem(cat);
    }

    assertStamped("cat");
    EnhancedDocument got = documents.getItem(Key.builder().partitionValue("cat").build());
    assertThat(got.toJson()).isEqualTo("{\"pk\":\"cat\",\"likes\":3}");
    assertThat(got.toMap().keySet()).containsExactlyInAnyOrder("pk", "likes");
    try (DynamoDbClient visible =
        CairnDynamoDb.create(
                Cairn.builder(telemetry.openTelemetry())
                    .stamp("dynamodb://" + name, StampMode.OFF)
                    .build())
            .build(LocalClients.dynamoDb())) {
      assertThat(
              DynamoDbEnhancedClient.builder()
                  .dynamoDbClient(visible)
                  .build()
                  .table(name, documents.tableSchema())
                  .getItem(Key.builder().partitionValue("cat").build())
                  .toJson())
          .as("where stamps are off")
          .contains("\"cairn\":");
    }
  }

  @Test
  void failedCondition_showsTheItem_withoutTheStamp() {
    Expression absent = Expression.builder().expression("attribute_not_exists(pk)").build();
    try (Scope ignored = Requests.asAda()) {
      photos().putItem(photo("cat"));
      PutItemEnhancedRequest<Photo> again =
          PutItemEnhancedRequest.builder(Photo.class)
              .item(photo("cat"))
              .conditionExpression(absent)
              .returnValuesOnConditionCheckFailure("ALL_OLD")
              .build();
      assertThatThrownBy(() -> photos().putItem(again))
          .isInstanceOfSatisfying(
              ConditionalCheckFailedException.class,
              error -> assertThat(error.item().keySet()).doesNotContain("cairn"));
    }
  }

  @Test
  void batchAndTransaction_areStamped() {
    try (Scope ignored = Requests.asAda()) {
      BatchWriteResult result =
          enhanced.batchWriteItem(
              b ->
                  b.writeBatches(
                      WriteBatch.builder(Photo.class)
                          .mappedTableResource(photos())
                          .addPutItem(photo("cat"))
                          .build()));
      assertThat(result.unprocessedPutItemsForTable(photos())).isEmpty();
      enhanced.transactWriteItems(
          b -> b.addPutItem(photos(), photo("dog")).addUpdateItem(photos(), photo("eel")));
    }

    assertStamped("cat");
    assertStamped("dog");
    assertStamped("eel");
    assertThat(
            enhanced
                .batchGetItem(
                    b ->
                        b.readBatches(
                            ReadBatch.builder(Photo.class)
                                .mappedTableResource(photos())
                                .addGetItem(photo("cat"))
                                .addGetItem(photo("dog"))
                                .build()))
                .resultsForTable(photos()))
        .containsExactlyInAnyOrder(photo("cat"), photo("dog"));
    assertThat(
            enhanced
                .transactGetItems(b -> b.addGetItem(photos(), photo("dog")))
                .get(0)
                .getItem(photos()))
        .isEqualTo(photo("dog"));
    assertThat(
            telemetry
                .span("DynamoDB.TransactWriteItems")
                .getAttributes()
                .get(CairnAttributes.STAMPS))
        .containsExactly("written", "written");
  }

  @Test
  void cancelledTransaction_isTheOneOfTheSdk() {
    try (Scope ignored = Requests.asAda()) {
      photos().putItem(photo("cat"));
      assertThatThrownBy(
              () ->
                  enhanced.transactWriteItems(
                      b ->
                          b.addConditionCheck(
                              photos(),
                              c ->
                                  c.key(k -> k.partitionValue("cat"))
                                      .conditionExpression(
                                          Expression.builder()
                                              .expression("attribute_not_exists(pk)")
                                              .build())
                                      .returnValuesOnConditionCheckFailure("ALL_OLD"))))
          .isInstanceOfSatisfying(
              TransactionCanceledException.class,
              error ->
                  assertThat(error.cancellationReasons().get(0).item().keySet())
                      .containsExactlyInAnyOrder("pk", "title", "likes"));
    }
  }

  @Test
  void asyncTable_isStamped_andItsPagesStayInTheCallersTrace() {
    DynamoDbAsyncTable<Photo> photos =
        DynamoDbEnhancedAsyncClient.builder()
            .dynamoDbClient(async)
            .build()
            .table(name, TableSchema.fromBean(Photo.class));
    List<String> found = new ArrayList<>();
    try (Scope ignored = Requests.asAda()) {
      for (String pk : List.of("cat", "dog", "eel")) {
        photos.putItem(photo(pk)).join();
        assertStamped(pk);
      }
      photos.scan(b -> b.limit(1)).items().subscribe(item -> found.add(item.getPk())).join();
    }

    assertThat(found).containsExactlyInAnyOrder("cat", "dog", "eel");
    assertThat(telemetry.spans("DynamoDB.Scan")).hasSize(4);
  }

  @Test
  void error_isTheOneOfTheSdk() {
    DynamoDbTable<Photo> none = enhanced.table("none", TableSchema.fromBean(Photo.class));
    assertThatThrownBy(() -> none.putItem(photo("cat"))).isInstanceOf(DynamoDbException.class);
  }
}
