// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchRuntimeException;

import dev.cairn.CairnAttributes;
import dev.cairn.Stamp;
import dev.cairn.StampMode;
import dev.cairn.contract.ItemClient.Answer;
import dev.cairn.contract.ItemClient.Update;
import dev.cairn.contract.ItemClient.Write;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Batches, transactions, PartiQL and the legacy forms. */
public abstract class DynamoDbManyContract extends DynamoDbFaultContract {
  private static final Update LIKE = new Update("ADD likes :n", null, Map.of(":n", 1L), "NONE");

  private String address(String pk) {
    return "dynamodb://" + table + "/" + pk;
  }

  private void assertItems(SpanData span, List<String> stamps, List<String> outcomes) {
    assertThat(attribute(span, CairnAttributes.STAMPS)).isEqualTo(stamps);
    assertThat(attribute(span, CairnAttributes.OUTCOMES)).isEqualTo(outcomes);
  }

  @Test
  void batchWrite_isStamped_andRecordedItemByItem() {
    bare.put(table, item("old"));
    asAda(
        () ->
            decorated.batchWrite(
                List.of(
                    Write.put(table, item("cat")),
                    Write.delete(table, "old"),
                    Write.put(table, item("dog")))));

    assertThat(stored("cat").user()).isEqualTo("ada");
    assertThat(stored("dog").user()).isEqualTo("ada");
    assertThat(bare.get(table, "old").items()).isEmpty();
    SpanData span = telemetry.span("DynamoDB.BatchWriteItem");
    assertThat(attribute(span, CairnAttributes.ADDRESSES))
        .containsExactly(address("cat"), address("old"), address("dog"));
    assertItems(
        span,
        List.of("written", "skipped:not-carried", "written"),
        List.of("applied", "applied", "applied"));
    assertThat(attribute(span, CairnAttributes.OUTCOME)).isEqualTo("applied");
    assertThat(attribute(span, CairnAttributes.DB_COLLECTION_NAME)).isEqualTo(table);
  }

  @Test
  void batchWrite_showsWhatWasLeftUndone_asItWasWritten() {
    List<Write> writes =
        List.of(
            Write.put(table, item("cat")),
            Write.put(table, item("dog")),
            Write.put(table, item("eel")));
    try (ItemClient client = newClientAt(cairn().build(), server().busyEndpoint())) {
      Answer left = asAda(() -> client.batchWrite(writes));
      assertThat(left.items()).containsExactly(item("dog"), item("eel"));
    }
    assertItems(
        telemetry.span("DynamoDB.BatchWriteItem"),
        List.of("written", "written", "written"),
        List.of("applied", "rejected", "rejected"));

    asAda(() -> decorated.batchWrite(writes.subList(1, 3)));
    assertThat(stored("dog").user()).as("stamped when it is sent again").isEqualTo("ada");
  }

  @Test
  void batchWrite_leavesOutWhatCannotCarryAStamp() {
    Map<String, Object> own = Map.of("pk", "dog", "cairn", 7L);
    asAda(
        () -> decorated.batchWrite(List.of(Write.put(table, item("cat")), Write.put(table, own))));

    assertThat(stored("cat").isValid()).isTrue();
    assertThat(bare.get(table, "dog").item()).isEqualTo(own);
    assertItems(
        telemetry.span("DynamoDB.BatchWriteItem"),
        List.of("written", "skipped:key-in-use"),
        List.of("applied", "applied"));
  }

  @Test
  void batchGet_linksToTheWriters_andHidesTheStamps() {
    asAda(() -> decorated.put(table, item("cat")));
    bare.put(table, item("dog"));
    Answer got = decorated.batchGet(table, List.of("cat", "dog"));

    assertThat(got.items()).containsExactlyInAnyOrder(item("cat"), item("dog"));
    assertThat(got.stamps()).contains(stored("cat")).hasSize(2);
    assertThat(telemetry.span("DynamoDB.BatchGetItem").getLinks()).hasSize(1);
  }

  @Test
  void transactWrite_isStamped_andRecordedItemByItem() {
    bare.put(table, item("dog"));
    bare.put(table, item("eel"));
    bare.put(table, item("fox"));
    Update remove = new Update("REMOVE title", null, null, "NONE");
    asAda(
        () ->
            decorated.transactWrite(
                List.of(
                    Write.put(table, item("cat")),
                    Write.update(table, "dog", LIKE),
                    Write.update(table, "eel", remove),
                    Write.delete(table, "fox")),
                null));

    assertThat(stored("cat").user()).isEqualTo("ada");
    assertThat(stored("dog").user()).isEqualTo("ada");
    assertThat(bare.get(table, "eel").item()).doesNotContainKeys("cairn", "title");
    SpanData span = telemetry.span("DynamoDB.TransactWriteItems");
    assertThat(attribute(span, CairnAttributes.ADDRESSES))
        .containsExactly(address("cat"), address("dog"), address("eel"), address("fox"));
    assertItems(
        span,
        List.of("written", "written", "skipped:would-create", "skipped:not-carried"),
        List.of("applied", "applied", "applied", "applied"));
  }

  @Test
  void transactWrite_withTheApplicationsToken_isNotStamped_andMayBeRepeated() {
    List<Write> writes = List.of(Write.update(table, "cat", LIKE));
    String token = UUID.randomUUID().toString();
    asAda(() -> decorated.transactWrite(writes, token));
    asAda(() -> decorated.transactWrite(writes, token));

    assertThat(bare.get(table, "cat").item())
        .as("once")
        .isEqualTo(Map.of("pk", "cat", "likes", 1L));
    for (SpanData span : telemetry.spans("DynamoDB.TransactWriteItems")) {
      assertItems(span, List.of("skipped:own-token"), List.of("applied"));
    }
  }

  @Test
  void transactWrite_isRejected_andNoError_whenItsConditionFails() {
    asAda(() -> decorated.put(table, item("cat")));
    telemetry.reset();
    List<Write> writes =
        List.of(Write.put(table, item("dog")), Write.putIfAbsent(table, item("cat")));
    RuntimeException error =
        catchRuntimeException(() -> asAda(() -> decorated.transactWrite(writes, null)));

    assertThat(decorated.errorCode(error)).isEqualTo("TransactionCanceledException");
    assertThat(decorated.reasonsOf(error))
        .as("without the stamp")
        .containsExactly("None {}", "ConditionalCheckFailed " + ItemClient.shown(item("cat")));
    SpanData span = telemetry.span("DynamoDB.TransactWriteItems");
    assertItems(span, List.of("written", "written"), List.of("rejected", "rejected"));
    assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
    assertThat(attribute(span, CairnAttributes.ERROR_TYPE)).isNull();
    assertThat(span.getLinks()).as("to the writer of the item it shows").hasSize(1);
    assertThat(bare.get(table, "dog").items()).isEmpty();
  }

  @Test
  void transactGet_linksToTheWriters_andHidesTheStamps() {
    asAda(() -> decorated.put(table, item("cat")));
    Answer got = decorated.transactGet(table, List.of("none", "cat"));

    assertThat(got.items()).containsExactly(item("cat"));
    assertThat(got.stamps()).containsExactly(stored("cat"));
    assertThat(telemetry.span("DynamoDB.TransactGetItems").getLinks()).hasSize(1);
  }

  @Test
  void legacyUpdate_isStamped_whenItPuts() {
    bare.put(table, item("cat"));
    Answer seen =
        asAda(
            () ->
                decorated.updateLegacy(table, "cat", Map.of("title", "Our cat"), List.of("likes")));

    assertThat(seen.item()).isEqualTo(Map.of("pk", "cat", "title", "Our cat"));
    assertThat(stored("cat").user()).isEqualTo("ada");
    assertThat(attribute(telemetry.span("DynamoDB.UpdateItem"), CairnAttributes.STAMP))
        .isEqualTo("written");
  }

  @Test
  void legacyUpdate_isNotStamped_whenItOnlyDeletes() {
    bare.put(table, item("cat"));
    asAda(() -> decorated.updateLegacy(table, "cat", Map.of(), List.of("likes")));

    assertThat(bare.get(table, "cat").item()).doesNotContainKeys("cairn", "likes");
    assertSkipped("DynamoDB.UpdateItem", "would-create");
  }

  @Test
  void legacyUpdate_leavesTheApplicationsOwnAttributeAlone() {
    asAda(() -> decorated.updateLegacy(table, "cat", Map.of("cairn", "mine"), List.of()));

    assertThat(bare.get(table, "cat").item()).containsEntry("cairn", "mine");
    assertSkipped("DynamoDB.UpdateItem", "key-in-use");
  }

  @Test
  void partiQl_writes_areRecorded_withoutLiterals_andNotStamped() {
    String insert = "INSERT INTO \"" + table + "\" VALUE {'pk': 'cat', 'title': 'It''s Ada'}";
    asAda(() -> decorated.execute(insert, List.of()));

    assertThat(bare.get(table, "cat").item()).isEqualTo(Map.of("pk", "cat", "title", "It's Ada"));
    SpanData span = telemetry.span("DynamoDB.ExecuteStatement");
    assertThat(attribute(span, CairnAttributes.DB_QUERY_TEXT))
        .isEqualTo("INSERT INTO \"" + table + "\" VALUE {?: ?, ?: ?}");
    assertThat(attribute(span, CairnAttributes.ADDRESS)).isEqualTo(address("?"));
    assertThat(attribute(span, CairnAttributes.OUTCOME)).isEqualTo("applied");
    assertThat(attribute(span, CairnAttributes.STAMP)).isEqualTo("skipped:not-carried");
  }

  @Test
  void partiQl_reads_linkToTheWriter_andHideTheStamp() {
    asAda(() -> decorated.put(table, item("cat")));
    String select = "SELECT * FROM \"" + table + "\" WHERE pk = ?";

    assertThat(decorated.execute(select, List.of("cat")).items()).containsExactly(item("cat"));
    SpanData span = telemetry.span("DynamoDB.ExecuteStatement");
    assertThat(span.getLinks()).hasSize(1);
    assertThat(attribute(span, CairnAttributes.OUTCOME)).isNull();
  }

  @Test
  void partiQl_batch_isRecordedItemByItem() {
    asAda(() -> decorated.put(table, item("cat")));
    telemetry.reset();
    String into = "INSERT INTO \"" + table + "\" VALUE ";
    Answer seen =
        asAda(
            () -> decorated.executeBatch(List.of(into + "{'pk': 'dog'}", into + "{'pk': 'cat'}")));

    assertThat(seen.seen()).as("DynamoDB Local's code").isEqualTo("[null, DuplicateItem]");
    SpanData span = telemetry.span("DynamoDB.BatchExecuteStatement");
    assertItems(
        span,
        List.of("skipped:not-carried", "skipped:not-carried"),
        List.of("applied", "rejected"));
    assertThat(attribute(span, CairnAttributes.ADDRESSES))
        .containsExactly(address("?"), address("?"));
    assertThat(attribute(span, CairnAttributes.DB_QUERY_TEXT)).doesNotContain("dog", "cat'");

    String select = "SELECT * FROM \"" + table + "\" WHERE pk = 'cat'";
    assertThat(decorated.executeBatch(List.of(select)).items()).containsExactly(item("cat"));
  }

  @Test
  void partiQl_transaction_isRecorded_andReadsHideTheStamp() {
    asAda(() -> decorated.put(table, item("cat")));
    String from = "SELECT * FROM \"" + table + "\" WHERE pk = ";
    Answer got = decorated.executeTransaction(List.of(from + "'none'", from + "'cat'"));
    assertThat(got.items()).containsExactly(item("cat"));
    assertThat(telemetry.span("DynamoDB.ExecuteTransaction").getLinks()).hasSize(1);

    telemetry.reset();
    String update = "UPDATE \"" + table + "\" SET title = 'Our cat' WHERE pk = 'cat'";
    asAda(() -> decorated.executeTransaction(List.of(update)));
    assertItems(
        telemetry.span("DynamoDB.ExecuteTransaction"),
        List.of("skipped:not-carried"),
        List.of("applied"));
  }

  @Test
  void everyForm_doesTheSame_decoratedAndBare() {
    Map<String, Object> traced = new LinkedHashMap<>();
    Map<String, Object> plain = new LinkedHashMap<>();
    session(bare, plain);
    for (String pk : List.of("a", "b", "c")) {
      plain.put(pk, bare.get(table, pk).items());
      bare.delete(table, pk);
    }
    asAda(
        () -> {
          session(decorated, traced);
          return null;
        });
    for (String pk : List.of("a", "b", "c")) {
      List<Map<String, Object>> left =
          bare.get(table, pk).items().stream().map(DynamoDbManyContract::unstamped).toList();
      traced.put(pk, left);
    }

    assertThat(traced).isEqualTo(plain);
  }

  private void session(ItemClient client, Map<String, Object> seen) {
    String select = "SELECT * FROM \"" + table + "\"";
    seen.put("batch", client.batchWrite(List.of(Write.put(table, item("a")))).unstamped());
    List<Write> writes =
        List.of(Write.update(table, "a", LIKE), Write.putIfAbsent(table, item("b")));
    seen.put("transact", client.transactWrite(writes, null).unstamped());
    RuntimeException error = catchRuntimeException(() -> client.transactWrite(writes, null));
    seen.put("reasons", client.reasonsOf(error));
    seen.put(
        "legacy", client.updateLegacy(table, "c", Map.of("title", "C"), List.of("x")).unstamped());
    seen.put("get", client.batchGet(table, List.of("a")).unstamped());
    seen.put("transactGet", client.transactGet(table, List.of("a", "c", "d")).unstamped());
    seen.put("execute", client.execute(select, List.of()).items().size());
    seen.put("executeBatch", client.executeBatch(List.of(select + " WHERE pk = 'a'")).unstamped());
  }

  static Map<String, Object> unstamped(Map<String, Object> item) {
    Map<String, Object> rest = new LinkedHashMap<>(item);
    if (rest.get("cairn") instanceof String text && Stamp.parse(text).isValid()) {
      rest.remove("cairn");
    }
    return rest;
  }

  @Test
  void stamps_areSeen_whereTheyAreOff() {
    asAda(() -> decorated.put(table, item("cat")));
    try (ItemClient client =
        newClient(cairn().stamp("dynamodb://" + table, StampMode.OFF).build(), table)) {
      String stamp = stored("cat").toString();
      assertThat(client.get(table, "cat").item()).containsEntry("cairn", stamp);
      assertThat(client.query(table, "cat").item()).containsEntry("cairn", stamp);
      assertThat(client.batchGet(table, List.of("cat")).item()).containsEntry("cairn", stamp);
      assertThat(client.transactGet(table, List.of("cat")).item()).containsEntry("cairn", stamp);
      assertThat(client.get(table, "cat").stamps()).containsExactly(stored("cat"));
      assertThat(telemetry.span("DynamoDB.Query").getLinks()).as("linked").hasSize(1);
      RuntimeException error = catchRuntimeException(() -> client.putIfAbsent(table, item("cat")));
      assertThat(client.itemOf(error)).containsEntry("cairn", stamp);
    }
  }
}
