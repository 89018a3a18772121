// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchRuntimeException;

import dev.cairn.AddressMode;
import dev.cairn.Cairn;
import dev.cairn.CairnAttributes;
import dev.cairn.Stamp;
import dev.cairn.StampMode;
import dev.cairn.UserMode;
import dev.cairn.contract.ItemClient.Answer;
import dev.cairn.contract.ItemClient.Update;
import dev.cairn.contract.ItemClient.Write;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every decorated client of DynamoDB must do, against DynamoDB Local: with single items here,
 * the rest in the suites above.
 */
public abstract class DynamoDbContract extends DynamoDbRefusalContract {
  private static final int MAX_ITEM = 400 * 1024;

  @Test
  void put_carriesTheOriginOfTheRequest() {
    asAda(() -> decorated.put(table, item("cat")));

    Stamp stamp = stored("cat");
    assertThat(stamp.spanContext().getTraceId()).isEqualTo(entry().getTraceId());
    assertThat(stamp.spanContext().getSpanId()).isEqualTo(entry().getSpanId());
    assertThat(stamp.user()).isEqualTo("ada");
    assertThat(stamp.tenant()).isEqualTo("acme");
    assertThat(stamp.request()).isEqualTo("POST /photos");
    assertThat(stamp.service()).isEqualTo("photo-api");
  }

  @Test
  void put_isRecorded() {
    asAda(() -> decorated.put(table, item("cat 1/a:b")));

    SpanData span = telemetry.span("DynamoDB.PutItem");
    assertThat(span.getKind()).isEqualTo(SpanKind.CLIENT);
    assertThat(span.getParentSpanId()).isEqualTo(entry().getSpanId());
    assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
    assertThat(attribute(span, CairnAttributes.ADDRESS))
        .isEqualTo("dynamodb://" + table + "/cat%201%2Fa%3Ab");
    assertThat(attribute(span, CairnAttributes.STAMP)).isEqualTo("written");
    assertThat(attribute(span, CairnAttributes.OUTCOME)).isEqualTo("applied");
    assertThat(attribute(span, CairnAttributes.DB_SYSTEM_NAME)).isEqualTo("aws.dynamodb");
    assertThat(attribute(span, CairnAttributes.DB_OPERATION_NAME)).isEqualTo("PutItem");
    assertThat(attribute(span, CairnAttributes.DB_COLLECTION_NAME)).isEqualTo(table);
    assertThat(attribute(span, CairnAttributes.AWS_DYNAMODB_TABLE_NAMES)).containsExactly(table);
    assertThat(attribute(span, CairnAttributes.AWS_REQUEST_ID)).isNotEmpty();
    assertThat(attribute(span, CairnAttributes.HTTP_RESPONSE_STATUS_CODE)).isEqualTo(200);
    assertThat(attribute(span, CairnAttributes.POINTER_KIND)).isEqualTo("aws.dynamodb.item");
    assertThat(attribute(span, CairnAttributes.POINTER_DIRECTION)).isEqualTo("d");
    assertThat(attribute(span, CairnAttributes.POINTER_HASH)).hasSize(32);
    assertThat(attribute(span, CairnAttributes.USER_ID)).isEqualTo("ada");
    assertThat(attribute(span, CairnAttributes.SERVER_ADDRESS)).matches(RealAws.HOST);
  }

  @Test
  void put_isMeasured() {
    asAda(() -> decorated.put(table, item("cat")));

    assertThat(telemetry.metrics())
        .filteredOn(metric -> metric.getName().equals("db.client.operation.duration"))
        .singleElement()
        .satisfies(
            metric ->
                assertThat(metric.getHistogramData().getPoints())
                    .singleElement()
                    .satisfies(
                        point ->
                            assertThat(point.getAttributes().asMap().keySet())
                                .extracting(AttributeKey::getKey)
                                .containsExactlyInAnyOrder(
                                    "db.system.name", "db.operation.name", "db.collection.name")));
  }

  @Test
  void put_hasAnAddressWithoutKey_whereTheKeyIsNotKnown() {
    try (ItemClient client = newClientWithoutKeys(cairn().build())) {
      asAda(() -> client.put(table, item("cat")));
      assertThat(attribute(telemetry.span("DynamoDB.PutItem"), CairnAttributes.ADDRESS))
          .isEqualTo("dynamodb://" + table + "/?");
      assertThat(stored("cat").user()).isEqualTo("ada");

      client.get(table, "cat");
      telemetry.reset();
      asAda(() -> client.put(table, item("dog")));
      assertThat(attribute(telemetry.span("DynamoDB.PutItem"), CairnAttributes.ADDRESS))
          .as("learned from the read")
          .isEqualTo("dynamodb://" + table + "/dog");
    }
  }

  @Test
  void put_hasAnAddress_onceTheTableIsDescribed_inTheBackground() {
    try (ItemClient client = newClientThatDescribes(cairn().build())) {
      asAda(() -> client.put(table, item("cat")));
      telemetry.awaitThat(
          () -> {
            telemetry.reset();
            asAda(() -> client.put(table, item("dog")));
            SpanData span = telemetry.span("DynamoDB.PutItem");
            return attribute(span, CairnAttributes.ADDRESS).endsWith("/dog");
          });
      assertThat(server().requests("DescribeTable")).as("once").isEqualTo(1);
      assertThat(telemetry.spans("DynamoDB.DescribeTable")).as("untraced").isEmpty();
    }
  }

  @Test
  void describe_isTriedOnce_whereItFails_andHurtsNobody() {
    server().refuseNext("DescribeTable", "AccessDeniedException", "not authorized", 1);
    try (ItemClient client = newClientThatDescribes(cairn().build())) {
      asAda(() -> client.put(table, item("cat")));
      telemetry.awaitThat(() -> server().requests("DescribeTable") > 0);
      asAda(() -> client.put(table, item("dog")));
      assertThat(stored("dog").isValid()).isTrue();
      assertThat(server().requests("DescribeTable")).isEqualTo(1);
    }
  }

  @Test
  void address_isShownAsConfigured() {
    Cairn cairn =
        cairn()
            .addressKey("0123456789abcdef".getBytes(StandardCharsets.US_ASCII))
            .addresses("dynamodb://" + table, AddressMode.HASHED)
            .build();
    try (ItemClient client = newClient(cairn, table)) {
      asAda(() -> client.put(table, item("cat")));
      client.batchWrite(List.of(Write.put(table, item("cat"))));
    }

    SpanData span = telemetry.span("DynamoDB.PutItem");
    String shown = attribute(span, CairnAttributes.ADDRESS);
    assertThat(shown).matches("dynamodb://" + table + "/h:[0-9a-f]{32}");
    assertThat(attribute(span, CairnAttributes.POINTER_HASH)).as("tells by guessing").isNull();
    SpanData batch = telemetry.span("DynamoDB.BatchWriteItem");
    assertThat(attribute(batch, CairnAttributes.ADDRESSES)).containsExactly(shown);
  }

  @Test
  void put_isNotStamped_withoutOrigin() {
    decorated.put(table, item("cat"));

    assertThat(bare.get(table, "cat").item()).isEqualTo(item("cat"));
    assertSkipped("DynamoDB.PutItem", "no-origin");
  }

  @Test
  void put_isNotStamped_whereStampsAreOff() {
    Cairn cairn = cairn().stamp("dynamodb://" + table, StampMode.OFF).build();
    try (ItemClient client = newClient(cairn, table)) {
      asAda(() -> client.put(table, item("cat")));
    }

    assertThat(bare.get(table, "cat").item()).isEqualTo(item("cat"));
    assertSkipped("DynamoDB.PutItem", "off");
  }

  @Test
  void put_isNotStamped_butCounted_inADryRun() {
    Map<String, Object> item = new LinkedHashMap<>(item("cat"));
    item.put("notes", "x".repeat(1024 - 60));
    try (ItemClient client = newClient(cairn().dryRun().build(), table)) {
      asAda(() -> client.put(table, item));
    }

    assertThat(bare.get(table, "cat").item()).isEqualTo(item);
    assertSkipped("DynamoDB.PutItem", "dry-run");
    assertThat(telemetry.counted("cairn.stamp.bytes")).isGreaterThan(60);
    assertThat(telemetry.metrics())
        .filteredOn(metric -> metric.getName().equals("cairn.stamp.write_units"))
        .singleElement()
        .satisfies(
            metric ->
                assertThat(metric.getDoubleSumData().getPoints())
                    .singleElement()
                    .satisfies(
                        point ->
                            assertThat(point.getValue()).as("one kilobyte more").isEqualTo(1)));
  }

  @Test
  void put_leavesTheApplicationsOwnAttributeAlone() {
    for (Object own : List.of("a heap of stones", 7L, Map.of("height", 3L))) {
      telemetry.reset();
      Map<String, Object> item = Map.of("pk", "cat", "cairn", own);
      asAda(() -> decorated.put(table, item));

      assertThat(bare.get(table, "cat").item()).isEqualTo(item);
      assertThat(decorated.get(table, "cat").item()).as("not hidden").isEqualTo(item);
      assertThat(attribute(telemetry.span("DynamoDB.PutItem"), CairnAttributes.STAMP))
          .isEqualTo("skipped:key-in-use");
    }
  }

  @Test
  void put_isNotStamped_whenTheItemWouldExceedItsLimit() {
    int rest = MAX_ITEM - "pkcatnotes".length() - 20;
    Map<String, Object> large = Map.of("pk", "cat", "notes", "x".repeat(rest));
    asAda(() -> decorated.put(table, large));

    assertThat(bare.get(table, "cat").item()).isEqualTo(large);
    assertSkipped("DynamoDB.PutItem", "no-room");
  }

  @Test
  void put_isStamped_whenTheItemHasJustRoom() {
    asAda(() -> decorated.put(table, item("probe")));
    int stamp = "cairn".length() + stored("probe").toString().length();
    int rest = MAX_ITEM - "pkcatnotes".length() - stamp;
    asAda(() -> decorated.put(table, Map.of("pk", "cat", "notes", "x".repeat(rest))));

    assertThat(stored("cat").isValid()).isTrue();
  }

  @Test
  void put_isStampedOnce_whenDecoratedTwice() {
    try (ItemClient client = newClientDecoratedTwice(cairn().build())) {
      asAda(() -> client.put(table, item("cat")));
      assertThat(client.get(table, "cat").item()).isEqualTo(item("cat"));
    }

    assertThat(stored("cat").user()).isEqualTo("ada");
    assertThat(telemetry.spans("DynamoDB.PutItem")).hasSize(1);
    assertThat(telemetry.spans("DynamoDB.GetItem")).hasSize(1);
  }

  @Test
  void put_isOneSpan_whenRetried() {
    server().failNext("PutItem", 500, 1);
    asAda(() -> decorated.put(table, item("cat")));

    SpanData span = telemetry.span("DynamoDB.PutItem");
    assertThat(attribute(span, CairnAttributes.HTTP_REQUEST_RESEND_COUNT)).isEqualTo(1);
    assertThat(attribute(span, CairnAttributes.OUTCOME)).isEqualTo("applied");
  }

  @Test
  void put_mayHaveBeenApplied_whenTheServerFails() {
    server().failNext("PutItem", 500, 100);
    catchRuntimeException(() -> asAda(() -> decorated.put(table, item("cat"))));

    SpanData span = telemetry.span("DynamoDB.PutItem");
    assertThat(attribute(span, CairnAttributes.OUTCOME)).isEqualTo("unknown");
    assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
  }

  @Test
  void put_isRejected_andNoError_whenItsConditionFails() {
    asAda(() -> decorated.put(table, item("cat")));
    telemetry.reset();
    RuntimeException error =
        catchRuntimeException(() -> asAda(() -> decorated.putIfAbsent(table, item("cat"))));

    assertThat(decorated.errorCode(error)).isEqualTo("ConditionalCheckFailedException");
    assertThat(decorated.itemOf(error)).as("without the stamp").isEqualTo(item("cat"));
    SpanData span = telemetry.span("DynamoDB.PutItem");
    assertThat(attribute(span, CairnAttributes.OUTCOME)).isEqualTo("rejected");
    assertThat(attribute(span, CairnAttributes.ERROR_TYPE)).isNull();
    assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
    assertThat(span.getLinks()).as("to the writer of the item it shows").hasSize(1);
  }

  @Test
  void put_isRejected_andAnError_whenThereIsNoTable() {
    catchRuntimeException(() -> asAda(() -> decorated.put("no-such-table", item("cat"))));

    SpanData span = telemetry.span("DynamoDB.PutItem");
    assertThat(attribute(span, CairnAttributes.OUTCOME)).isEqualTo("rejected");
    assertThat(attribute(span, CairnAttributes.ERROR_TYPE)).isEqualTo("ResourceNotFoundException");
    assertThat(attribute(span, CairnAttributes.DB_RESPONSE_STATUS_CODE))
        .isEqualTo("ResourceNotFoundException");
    assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SET title = :v",
        "set title=:v",
        "REMOVE likes SET title = :v",
        "SET title = :v REMOVE likes",
        "SET #t = if_not_exists(#t, :v), likes = likes + :n",
        "ADD likes :n",
        "\tADD likes :n REMOVE title\n"
      })
  void update_isStamped_andDoesWhatItDid(String expression) {
    Map<String, String> names = expression.contains("#t") ? Map.of("#t", "title") : null;
    Map<String, Object> values = new LinkedHashMap<>();
    if (expression.contains(":v")) {
      values.put(":v", "Our cat");
    }
    if (expression.contains(":n")) {
      values.put(":n", 2L);
    }
    Update update = new Update(expression, names, Collections.unmodifiableMap(values), "ALL_NEW");
    bare.put(table, item("bare"));
    bare.put(table, item("cat"));
    Map<String, Object> expected = new LinkedHashMap<>(bare.update(table, "bare", update).item());
    expected.put("pk", "cat");
    Answer seen = asAda(() -> decorated.update(table, "cat", update));

    assertThat(seen.item()).isEqualTo(expected);
    assertThat(stored("cat").user()).isEqualTo("ada");
    Map<String, Object> left = new LinkedHashMap<>(bare.get(table, "cat").item());
    left.remove("cairn");
    assertThat(left).isEqualTo(expected);
    SpanData span = telemetry.span("DynamoDB.UpdateItem");
    assertThat(attribute(span, CairnAttributes.ADDRESS)).isEqualTo("dynamodb://" + table + "/cat");
    assertThat(attribute(span, CairnAttributes.OUTCOME)).isEqualTo("applied");
  }

  @Test
  void update_returnsOnlyWhatTheApplicationUpdated() {
    bare.put(table, item("cat"));
    Update update = new Update("SET title = :v", null, Map.of(":v", "Our cat"), "UPDATED_NEW");
    Answer seen = asAda(() -> decorated.update(table, "cat", update));

    assertThat(seen.item()).isEqualTo(Map.of("title", "Our cat"));
    assertThat(seen.stamps()).containsExactly(stored("cat"));
  }

  @Test
  void update_tellsOfNothingOld_whereOnlyTheStampWasThere() {
    asAda(() -> decorated.put(table, Map.of("pk", "cat")));
    bare.put(table, Map.of("pk", "bare"));
    Update update = new Update("SET title = :v", null, Map.of(":v", "Our cat"), "UPDATED_OLD");
    Answer plain = bare.update(table, "bare", update);

    assertThat(asAda(() -> decorated.update(table, "cat", update)).unstamped()).isEqualTo(plain);
    assertThat(plain.items()).isEmpty();
  }

  @Test
  void update_isNotStamped_whenItOnlyRemoves() {
    bare.put(table, item("cat"));
    Update update = new Update("REMOVE title", null, null, "NONE");
    asAda(() -> decorated.update(table, "cat", update));

    assertThat(bare.get(table, "cat").item()).doesNotContainKeys("cairn", "title");
    assertSkipped("DynamoDB.UpdateItem", "would-create");
  }

  @Test
  void update_isNotStamped_whenItNamesTheKeyAlone() {
    Update update = new Update(null, null, null, "NONE");
    asAda(() -> decorated.update(table, "cat", update));

    assertThat(bare.get(table, "cat").item()).isEqualTo(Map.of("pk", "cat"));
    assertSkipped("DynamoDB.UpdateItem", "would-create");
  }

  @Test
  void update_leavesTheApplicationsOwnAttributeAlone() {
    Update update = new Update("SET #c = :v", Map.of("#c", "cairn"), Map.of(":v", "mine"), "NONE");
    asAda(() -> decorated.update(table, "cat", update));

    assertThat(bare.get(table, "cat").item()).containsEntry("cairn", "mine");
    assertSkipped("DynamoDB.UpdateItem", "key-in-use");
  }

  /** What an update overwrites does not show in it: a read or a write must have shown it before. */
  @Test
  void update_leavesTheApplicationsOwnAttributeAlone_onceItHasBeenSeen() {
    Update update = new Update("SET title = :v", null, Map.of(":v", "Our cat"), "NONE");
    for (Object own : List.of("a heap of stones", 7L, Map.of("height", 3L))) {
      String other = newTable();
      bare.put(other, Map.of("pk", "cat", "cairn", own));
      try (ItemClient client = newClient(cairn().build(), other)) {
        assertThat(client.get(other, "cat").item()).containsEntry("cairn", own);
        asAda(() -> client.update(other, "cat", update));
      }
      assertThat(bare.get(other, "cat").item())
          .isEqualTo(Map.of("pk", "cat", "cairn", own, "title", "Our cat"));
    }
    assertThat(telemetry.spans("DynamoDB.UpdateItem"))
        .extracting(span -> attribute(span, CairnAttributes.STAMP))
        .containsOnly("skipped:key-in-use");
  }

  @Test
  void update_isNotStamped_whenTheExpressionWouldExceedItsLimit() {
    String expression = "SET title = :v" + " ".repeat(4096 - 14);
    Update update = new Update(expression, null, Map.of(":v", "Our cat"), "NONE");
    asAda(() -> decorated.update(table, "cat", update));

    assertThat(bare.get(table, "cat").item()).containsEntry("title", "Our cat").hasSize(2);
    assertSkipped("DynamoDB.UpdateItem", "no-room");
  }

  @Test
  void update_failsAlike_whenItIsWrong() {
    for (String wrong : List.of("SET title =", "SOT title = :v", "SET title = :v SET likes = :v")) {
      Update update = new Update(wrong, null, Map.of(":v", "Our cat"), "NONE");
      RuntimeException plain = catchRuntimeException(() -> bare.update(table, "cat", update));
      RuntimeException traced =
          catchRuntimeException(() -> asAda(() -> decorated.update(table, "cat", update)));

      assertThat(traced).hasSameClassAs(plain);
      assertThat(decorated.errorCode(traced)).isEqualTo(bare.errorCode(plain));
    }
  }

  @Test
  void delete_isRecorded_andNotStamped() {
    asAda(() -> decorated.put(table, item("cat")));
    Answer old = asAda(() -> decorated.delete(table, "cat"));

    assertThat(old.item()).as("without the stamp").isEqualTo(item("cat"));
    SpanData span = telemetry.span("DynamoDB.DeleteItem");
    assertThat(attribute(span, CairnAttributes.ADDRESS)).isEqualTo("dynamodb://" + table + "/cat");
    assertThat(attribute(span, CairnAttributes.OUTCOME)).isEqualTo("applied");
    assertThat(attribute(span, CairnAttributes.STAMP)).isEqualTo("skipped:not-carried");
  }

  @Test
  void read_linksToTheWriter_andHidesTheStamp() {
    asAda(() -> decorated.put(table, item("cat")));
    Answer got = decorated.get(table, "cat");

    assertThat(got.item()).isEqualTo(item("cat"));
    assertThat(got.stamps()).containsExactly(stored("cat"));
    SpanData span = telemetry.span("DynamoDB.GetItem");
    assertThat(span.getLinks()).hasSize(1);
    LinkData link = span.getLinks().get(0);
    assertThat(link.getSpanContext().getSpanId()).isEqualTo(entry().getSpanId());
    assertThat(link.getAttributes().get(CairnAttributes.LINK_TYPE)).isEqualTo("written_by");
    assertThat(attribute(span, CairnAttributes.POINTER_HASH))
        .isEqualTo(attribute(telemetry.span("DynamoDB.PutItem"), CairnAttributes.POINTER_HASH));
  }

  @Test
  void read_hidesTheStamp_inOldImages() {
    asAda(() -> decorated.put(table, item("cat")));
    Answer old = asAda(() -> decorated.put(table, Map.of("pk", "cat")));

    assertThat(old.item()).isEqualTo(item("cat"));
  }

  @Test
  void query_linksEveryWriterOnce_andTellsTheStampOfEachItem() {
    asAda(
        () -> {
          decorated.put(table, item("cat"));
          return decorated.put(table, item("dog"));
        });
    bare.put(table, item("eel"));
    Answer found = decorated.scan(table);

    assertThat(found.items()).containsExactlyInAnyOrder(item("cat"), item("dog"), item("eel"));
    assertThat(found.stamps()).hasSize(3);
    for (int i = 0; i < 3; i++) {
      boolean stamped = !found.items().get(i).get("pk").equals("eel");
      assertThat(found.stamps().get(i).isValid()).isEqualTo(stamped);
    }
    assertThat(telemetry.span("DynamoDB.Scan").getLinks()).as("one writer").hasSize(1);
    assertThat(decorated.query(table, "cat").items()).containsExactly(item("cat"));
    assertThat(telemetry.span("DynamoDB.Query").getLinks()).hasSize(1);
  }

  @Test
  void query_countsLinksBeyondTheirLimit() {
    for (int i = 0; i < 40; i++) {
      String pk = "cat-" + i;
      asAda(() -> decorated.put(table, item(pk)));
    }
    decorated.scan(table);

    SpanData span = telemetry.span("DynamoDB.Scan");
    assertThat(span.getLinks()).hasSize(32);
    assertThat(attribute(span, CairnAttributes.LINKS_DROPPED)).isEqualTo(8);
  }

  @Test
  void read_isNeverChanged() {
    asAda(() -> decorated.put(table, item("cat")));
    Answer got = decorated.project(table, "cat", "title");

    assertThat(got.item()).isEqualTo(Map.of("title", "My cat"));
    assertThat(got.stamps()).as("no attribute was added to the projection").isEmpty();
    assertThat(telemetry.span("DynamoDB.GetItem").getLinks()).isEmpty();
  }

  @Test
  void read_ofNothing_isNoError() {
    assertThat(decorated.get(table, "none").items()).isEmpty();
    assertThat(telemetry.span("DynamoDB.GetItem").getStatus().getStatusCode())
        .isEqualTo(StatusCode.UNSET);
  }

  @Test
  void resumedOrigin_carriesTheStampOn() {
    asAda(() -> decorated.put(table, item("cat")));
    Stamp read = decorated.get(table, "cat").stamps().get(0);
    try (Scope ignored = read.resume().makeCurrent()) {
      decorated.put(table, item("thumbnail"));
    }

    assertThat(stored("thumbnail")).isEqualTo(stored("cat"));
  }

  @Test
  void decoratedAndBare_seeTheSame_andLeaveTheSameButForTheStamp() {
    Update like = new Update("ADD likes :n", null, Map.of(":n", 1L), "ALL_OLD");
    Function<ItemClient, Object> session =
        client ->
            List.of(
                client.put(table, item("cat")).unstamped(),
                client.put(table, item("cat")).unstamped(),
                client.update(table, "cat", like).unstamped(),
                client.get(table, "cat").unstamped(),
                client.query(table, "cat").unstamped(),
                client.scan(table).unstamped(),
                client.put(table, item("dog")).unstamped(),
                client.delete(table, "dog").unstamped(),
                client.errorCode(
                    catchRuntimeException(() -> client.putIfAbsent(table, item("cat")))));

    Object plain = session.apply(bare);
    Map<String, Object> leftPlain = bare.get(table, "cat").item();
    bare.delete(table, "cat");
    Object traced = asAda(() -> session.apply(decorated));

    assertThat(traced).isEqualTo(plain);
    Map<String, Object> left = new LinkedHashMap<>(bare.get(table, "cat").item());
    assertThat(Stamp.parse((String) left.remove("cairn")).isValid()).isTrue();
    assertThat(left).isEqualTo(leftPlain);
  }

  @ParameterizedTest
  @EnumSource
  void call_succeeds_whateverOfTelemetryThrows(Sabotage broken) {
    Cairn cairn = Cairn.builder(broken.openTelemetry()).stampUser(UserMode.PLAIN).build();
    Update like = new Update("ADD likes :n", null, Map.of(":n", 1L), "UPDATED_NEW");
    bare.put(table, item("bare"));
    Map<String, Object> expected = bare.update(table, "bare", like).item();
    try (ItemClient client = newClient(cairn, table)) {
      asAda(() -> client.put(table, item("cat")));
      assertThat(asAda(() -> client.update(table, "cat", like)).item()).isEqualTo(expected);
      assertThat(client.get(table, "cat").item()).containsEntry("likes", 4L).hasSize(3);
      RuntimeException error = catchRuntimeException(() -> client.putIfAbsent(table, item("cat")));
      assertThat(client.errorCode(error)).isEqualTo("ConditionalCheckFailedException");
    }
    Map<String, Object> left = new LinkedHashMap<>(bare.get(table, "cat").item());
    left.remove("cairn");
    assertThat(left).hasSize(3);
  }

  @Test
  void call_isUndecorated_whenSwitchedOff() {
    Cairn cairn = cairn().build();
    try (ItemClient client = newClient(cairn, table)) {
      asAda(() -> client.put(table, item("cat")));
      telemetry.reset();
      cairn.setEnabled(false);
      asAda(() -> client.put(table, item("dog")));
      assertThat(client.get(table, "cat").item()).as("still hidden").isEqualTo(item("cat"));
    }

    assertThat(bare.get(table, "dog").item()).isEqualTo(item("dog"));
    assertThat(telemetry.spans("DynamoDB.PutItem")).isEmpty();
  }
}
