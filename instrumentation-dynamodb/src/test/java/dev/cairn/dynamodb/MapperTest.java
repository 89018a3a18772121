// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.dynamodbv2.AmazonDynamoDB;
import com.amazonaws.services.dynamodbv2.datamodeling.DynamoDBMapper;
import com.amazonaws.services.dynamodbv2.datamodeling.DynamoDBMapperConfig;
import com.amazonaws.services.dynamodbv2.datamodeling.DynamoDBMapperConfig.SaveBehavior;
import com.amazonaws.services.dynamodbv2.datamodeling.DynamoDBMapperConfig.TableNameOverride;
import com.amazonaws.services.dynamodbv2.datamodeling.DynamoDBQueryExpression;
import com.amazonaws.services.dynamodbv2.datamodeling.DynamoDBScanExpression;
import com.amazonaws.services.dynamodbv2.datamodeling.TransactionWriteRequest;
import com.amazonaws.services.dynamodbv2.document.DynamoDB;
import com.amazonaws.services.dynamodbv2.document.Item;
import com.amazonaws.services.dynamodbv2.document.Table;
import com.amazonaws.services.dynamodbv2.document.TableWriteItems;
import com.amazonaws.services.dynamodbv2.document.spec.UpdateItemSpec;
import com.amazonaws.services.dynamodbv2.document.utils.ValueMap;
import com.amazonaws.services.dynamodbv2.model.AttributeValue;
import com.amazonaws.services.dynamodbv2.model.ConditionalCheckFailedException;
import com.amazonaws.services.dynamodbv2.model.ReturnValue;
import dev.cairn.Cairn;
import dev.cairn.CairnAttributes;
import dev.cairn.contract.Telemetry;
import io.opentelemetry.context.Scope;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The mapper and the Document API of the AWS SDK 1.x, above a decorated client. */
class MapperTest {
  @RegisterExtension final Telemetry telemetry = new Telemetry();

  private final String name = LocalClients.newTable();
  private final AmazonDynamoDB bare = LocalClients.dynamoDbV1().build();
  private CairnDynamoDbV1 decorator;
  private AmazonDynamoDB client;

  @BeforeEach
  void open() {
    decorator =
        CairnDynamoDbV1.builder(Cairn.create(telemetry.openTelemetry()))
            .describeTables(false)
            .build();
    client = decorator.build(LocalClients.dynamoDbV1());
  }

  @AfterEach
  void close() {
    client.shutdown();
    bare.shutdown();
  }

  private DynamoDBMapper mapper(AmazonDynamoDB with, SaveBehavior behavior) {
    return new DynamoDBMapper(
        with,
        DynamoDBMapperConfig.builder()
            .withSaveBehavior(behavior)
            .withTableNameOverride(TableNameOverride.withTableNameReplacement(name))
            .build());
  }

  private DynamoDBMapper mapper() {
    return mapper(client, SaveBehavior.UPDATE);
  }

  private Map<String, AttributeValue> stored(String pk) {
    return bare.getItem(name, Map.of("pk", new AttributeValue(pk))).getItem();
  }

  private Map<String, AttributeValue> unstamped(String pk) {
    Map<String, AttributeValue> item = stored(pk);
    assertThat(decorator.stampOf(item).spanContext().getTraceId()).isEqualTo(Requests.TRACE);
    item.remove("cairn");
    return item;
  }

  /**
   * All of a new item, then all of it again, then a part of it where the behaviour keeps others.
   */
  @ParameterizedTest
  @EnumSource(SaveBehavior.class)
  void save_isStamped_andDoesWhatItDoesBare(SaveBehavior behavior) {
    for (AmazonDynamoDB with : List.of(bare, client)) {
      DynamoDBMapper mapper = mapper(with, behavior);
      String pk = with == bare ? "bare" : "traced";
      try (Scope ignored = Requests.asAda()) {
        mapper.save(new PhotoV1(pk, "My cat", 3));
        PhotoV1 again = mapper.load(PhotoV1.class, pk);
        again.setTitle("Our cat");
        again.setLikes(null);
        mapper.save(again);
      }
    }

    Map<String, AttributeValue> expected = stored("bare");
    expected.put("pk", new AttributeValue("traced"));
    assertThat(unstamped("traced")).isEqualTo(expected);
  }

  @Test
  void save_ofAKeyAlone_isNotStamped() {
    for (AmazonDynamoDB with : List.of(bare, client)) {
      try (Scope ignored = Requests.asAda()) {
        mapper(with, SaveBehavior.UPDATE).save(new TagV1(with == bare ? "bare" : "traced", null));
      }
    }

    assertThat(stored("traced").keySet()).isEqualTo(stored("bare").keySet());
  }

  @Test
  void load_query_andScan_showNoStamp_andLink() {
    PhotoV1 cat = new PhotoV1("cat", "My cat", 3);
    try (Scope ignored = Requests.asAda()) {
      mapper().save(cat);
    }

    assertThat(mapper().load(PhotoV1.class, "cat").getTitle()).isEqualTo("My cat");
    assertThat(
            mapper()
                .query(
                    PhotoV1.class, new DynamoDBQueryExpression<PhotoV1>().withHashKeyValues(cat)))
        .hasSize(1);
    assertThat(mapper().scan(PhotoV1.class, new DynamoDBScanExpression())).hasSize(1);
    assertThat(mapper().parallelScan(PhotoV1.class, new DynamoDBScanExpression(), 2)).hasSize(1);
    assertThat(telemetry.span("DynamoDB.GetItem").getLinks()).hasSize(1);
  }

  @Test
  void batchAndTransaction_areStamped() {
    try (Scope ignored = Requests.asAda()) {
      assertThat(mapper().batchSave(new PhotoV1("cat", "My cat", 3))).isEmpty();
      mapper()
          .transactionWrite(new TransactionWriteRequest().addPut(new PhotoV1("dog", "My dog", 3)));
    }

    assertThat(unstamped("cat")).containsKey("title");
    assertThat(unstamped("dog")).containsKey("title");
  }

  @Test
  void transactionWithAToken_isNotStamped_andMayBeRepeated() {
    TransactionWriteRequest write =
        new TransactionWriteRequest().addPut(new TagV1("cat", "My cat"));
    write.withIdempotencyToken(name.substring(10));
    try (Scope ignored = Requests.asAda()) {
      mapper().transactionWrite(write);
      mapper().transactionWrite(write);
    }

    assertThat(stored("cat")).doesNotContainKey("cairn");
    assertThat(
            telemetry
                .spans("DynamoDB.TransactWriteItems")
                .get(0)
                .getAttributes()
                .get(CairnAttributes.STAMPS))
        .containsExactly("skipped:own-token");
  }

  @Test
  void versionConflict_failsAsBare() {
    mapper(bare, SaveBehavior.UPDATE).save(new PhotoV1("cat", "My cat", 3));
    try (Scope ignored = Requests.asAda()) {
      assertThatThrownBy(() -> mapper().save(new PhotoV1("cat", "Other", 3)))
          .isInstanceOf(ConditionalCheckFailedException.class);
    }
    assertThat(stored("cat")).doesNotContainKey("cairn");
  }

  @Test
  void document_isStamped_andReadWithoutTheStamp() {
    Table table = new DynamoDB(client).getTable(name);
    Item cat = new Item().withPrimaryKey("pk", "cat").withNumber("likes", 3);
    try (Scope ignored = Requests.asAda()) {
      table.putItem(cat);
      assertThat(unstamped("cat")).hasSize(2);
      table.updateItem(
          new UpdateItemSpec()
              .withPrimaryKey("pk", "dog")
              .withUpdateExpression("SET likes = :n")
              .withValueMap(new ValueMap().withNumber(":n", 1))
              .withReturnValues(ReturnValue.ALL_NEW));
      assertThat(unstamped("dog")).hasSize(2);
      new DynamoDB(client)
          .batchWriteItem(
              new TableWriteItems(name)
                  .withItemsToPut(new Item().withPrimaryKey("pk", "eel").withNumber("likes", 1)));
      assertThat(unstamped("eel")).hasSize(2);
    }

    assertThat(table.getItem("pk", "cat").toJSON()).isEqualTo("{\"pk\":\"cat\",\"likes\":3}");
    assertThat(table.getItem("pk", "cat").asMap()).doesNotContainKey("cairn");
    assertThat(table.scan()).extracting(item -> item.hasAttribute("cairn")).containsOnly(false);
    assertThat(table.query("pk", "cat")).hasSize(1);
  }
}
