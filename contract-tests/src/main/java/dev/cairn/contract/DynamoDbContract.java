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
import dev.cairn.contract.ItemClient.Update;
import dev.cairn.contract.ItemClient.Write;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * What every decorated client of DynamoDB must do, against DynamoDB Local: puts and calls in
 * general here, the rest in the suites above.
 */
public abstract class DynamoDbContract extends DynamoDbReadContract {
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
            asAda(() -> client.put(table, item("dog")));
            List<SpanData> puts = telemetry.spans("DynamoDB.PutItem");
            SpanData last = puts.get(puts.size() - 1);
            return attribute(last, CairnAttributes.ADDRESS).endsWith("/dog");
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
