// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.question;

import static dev.cairn.explorer.question.Answers.ITEM;
import static dev.cairn.explorer.question.Answers.S3;
import static dev.cairn.explorer.question.Answers.blame;
import static dev.cairn.explorer.question.Answers.item;
import static dev.cairn.explorer.question.Answers.object;
import static dev.cairn.explorer.store.SpanBuilder.request;
import static dev.cairn.explorer.store.SpanBuilder.spanId;
import static dev.cairn.explorer.store.SpanBuilder.traceId;
import static dev.cairn.explorer.store.SpanBuilder.write;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cairn.CairnAttributes;
import dev.cairn.StoredAddress;
import dev.cairn.explorer.question.BlameAnswer.Kind;
import dev.cairn.explorer.store.Batch;
import dev.cairn.explorer.store.ForwardingStore;
import dev.cairn.explorer.store.Selection;
import dev.cairn.explorer.store.SpanBuilder;
import dev.cairn.explorer.store.SpanRecord;
import dev.cairn.explorer.store.SpanStore;
import io.opentelemetry.api.trace.SpanContext;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BlameJoinTest {
  private static final String TRACE_STAMP = "00-" + traceId("1") + "-" + spanId("1") + "-01";
  private static final String FULL_STAMP =
      TRACE_STAMP + ";u=ada;t=acme;r=POST%20/photos;s=photo-api";

  private final SpanRecord request =
      request("1", "1", "POST /photos")
          .with(CairnAttributes.HTTP_RESPONSE_STATUS_CODE, 201L)
          .at(2123, 2160)
          .build();

  private static SpanBuilder put(String trace) {
    return write(trace, "2", S3).parent("1").at(2130, 2150);
  }

  private static SpanBuilder putItem(String trace) {
    return write(trace, "3", ITEM).parent("1").at(2130, 2150);
  }

  @Test
  void stampAndSpan_agree() {
    SpanRecord put = put("1").with(CairnAttributes.S3_ETAG, "abc").build();

    BlameAnswer answer = blame(object(FULL_STAMP, "abc", null), request, put);

    assertThat(answer.kind()).isEqualTo(Kind.ANSWERED);
    assertThat(answer.contract().toString())
        .isEqualTo(
            "{\"address\":\"s3://photos/ada/cat.jpg\",\"stamp\":\"unsigned\",\"binding\":\"none\","
                + "\"current\":true,\"source\":\"both\",\"outcome\":\"applied\","
                + "\"request\":{\"method\":\"POST\",\"route\":\"/photos\","
                + "\"service\":\"photo-api\",\"status\":201,\"time\":\"2026-11-23T10:15:02.123Z\"},"
                + "\"storedAt\":\"2026-11-23T10:15:02Z\",\"user\":\"ada\",\"tenant\":\"acme\","
                + "\"traceId\":\"00000000000000000000000000000001\","
                + "\"spanId\":\"0000000000000001\",\"complete\":null}");
  }

  @Test
  void contract_hasItsKeysInOrderAndNoOther() {
    List<String> keys =
        List.of(
            "address",
            "stamp",
            "binding",
            "current",
            "source",
            "outcome",
            "request",
            "storedAt",
            "user",
            "tenant",
            "traceId",
            "spanId",
            "complete");

    assertThat(keys(blame(object(FULL_STAMP, "abc", null)))).isEqualTo(keys);
    assertThat(keys(blame(object(null, null, null)))).isEqualTo(keys);
    assertThat(keys(blame(Stored.absent(StoredAddress.parse(S3))))).isEqualTo(keys);
  }

  private static List<String> keys(BlameAnswer answer) {
    List<String> keys = new ArrayList<>();
    answer.contract().fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  @Test
  void stampAlone_knowsNeitherStatusNorTime() {
    ObjectNode answer = blame(object(FULL_STAMP, "abc", null)).contract();

    assertThat(answer.path("source").asText()).isEqualTo("stamp");
    assertThat(answer.path("outcome").asText()).isEqualTo("applied");
    assertThat(answer.path("user").asText()).isEqualTo("ada");
    assertThat(answer.path("request").path("route").asText()).isEqualTo("/photos");
    assertThat(answer.path("request").path("status").isNull()).isTrue();
    assertThat(answer.path("request").path("time").isNull()).isTrue();
    assertThat(answer.path("current").isNull()).isTrue();
    assertThat(answer.path("complete").isNull()).isTrue();
    assertThat(answer.path("storedAt").asText()).isEqualTo("2026-11-23T10:15:02Z");
  }

  @Test
  void stampOfATraceOnly_isFilledFromSpans() {
    ObjectNode fromEntry = blame(object(TRACE_STAMP, "abc", null), request).contract();
    ObjectNode fromWrite = blame(object(TRACE_STAMP, "abc", null), put("1").build()).contract();
    ObjectNode fromNothing = blame(object(TRACE_STAMP, "abc", null)).contract();

    assertThat(fromEntry.path("user").asText()).isEqualTo("ada");
    assertThat(fromEntry.path("request").path("status").asInt()).isEqualTo(201);
    assertThat(fromEntry.path("source").asText()).isEqualTo("both");
    assertThat(fromWrite.path("user").asText()).isEqualTo("ada");
    assertThat(fromWrite.path("request").path("method").asText()).isEqualTo("POST");
    assertThat(fromWrite.path("spanId").asText()).isEqualTo(spanId("1"));
    assertThat(fromNothing.path("user").isNull()).isTrue();
    assertThat(fromNothing.path("traceId").asText()).isEqualTo(traceId("1"));
  }

  @Test
  void noStamp_isAnsweredByTheWriteOfThisVersion() {
    SpanRecord older = put("1").with(CairnAttributes.S3_VERSION_ID, "v1").build();
    SpanRecord newer =
        put("4")
            .with(CairnAttributes.S3_VERSION_ID, "v2")
            .with(CairnAttributes.USER_ID, "bob")
            .at(9000, 9001)
            .build();

    ObjectNode answer = blame(object(null, "e", "v1"), request, older, newer).contract();

    assertThat(answer.path("stamp").asText()).isEqualTo("none");
    assertThat(answer.path("source").asText()).isEqualTo("span");
    assertThat(answer.path("user").asText()).isEqualTo("ada");
    assertThat(answer.path("spanId").asText()).isEqualTo(spanId("1"));
    assertThat(answer.path("current").asBoolean()).isTrue();
  }

  @Test
  void etag_isComparedWithoutQuotationMarks() {
    SpanRecord put = put("1").with(CairnAttributes.S3_ETAG, "\"abc\"").build();

    assertThat(blame(object(null, "abc", null), put).contract().path("current").asBoolean())
        .isTrue();
  }

  @Test
  void anotherVersion_isNotCurrent() {
    SpanRecord put = put("1").with(CairnAttributes.S3_ETAG, "abc").build();

    ObjectNode answer = blame(object(null, "xyz", null), put).contract();

    assertThat(answer.path("current").asBoolean(true)).isFalse();
    assertThat(answer.path("user").asText()).isEqualTo("ada");
  }

  @Test
  void versionBySomebodyElse_isNotTheStampsOwn() {
    SpanRecord copy =
        put("4")
            .with(CairnAttributes.RPC_METHOD, "CopyObject")
            .with(CairnAttributes.S3_VERSION_ID, "v2")
            .build();

    ObjectNode answer = blame(object(FULL_STAMP, "e", "v2"), copy).contract();

    assertThat(answer.path("traceId").asText()).isEqualTo(traceId("1"));
    assertThat(answer.path("source").asText()).isEqualTo("stamp");
    assertThat(answer.path("current").asBoolean(true)).isFalse();
  }

  @Test
  void writeOfUnknownOutcome_isNamedButNeverCurrent() {
    SpanRecord put =
        put("1")
            .with(CairnAttributes.OUTCOME, "unknown")
            .with(CairnAttributes.S3_ETAG, "abc")
            .build();

    ObjectNode answer = blame(object(null, "abc", null), put).contract();

    assertThat(answer.path("outcome").asText()).isEqualTo("unknown");
    assertThat(answer.path("current").isNull()).isTrue();
  }

  @Test
  void rejectedWrites_deletesAndTags_storedNothing() {
    SpanRecord rejected = put("1").with(CairnAttributes.OUTCOME, "rejected").build();
    SpanRecord delete =
        put("4").with(CairnAttributes.RPC_METHOD, "DeleteObject").at(3000, 3001).build();
    SpanRecord tagging =
        put("5")
            .with(CairnAttributes.RPC_METHOD, "PutObjectTagging")
            .with(CairnAttributes.S3_VERSION_ID, "v1")
            .build();

    BlameAnswer answer = blame(object(null, "abc", "v1"), rejected, delete, tagging);

    assertThat(answer.kind()).isEqualTo(Kind.NO_ORIGIN);
    assertThat(answer.full().path("writes").size()).isEqualTo(3);
  }

  @Test
  void valueThatIsNoStamp_isInvalid() {
    ObjectNode answer = blame(object("the application's", "abc", null)).contract();

    assertThat(answer.path("stamp").asText()).isEqualTo("invalid");
    assertThat(answer.path("source").isNull()).isTrue();
  }

  @Test
  void nothingStored_isNobodys_butItsWritesAreTold() {
    BlameAnswer answer = blame(Stored.absent(StoredAddress.parse(S3)), request, put("1").build());

    assertThat(answer.kind()).isEqualTo(Kind.NOTHING_STORED);
    assertThat(answer.contract().path("stamp").asText()).isEqualTo("none");
    assertThat(answer.contract().path("user").isNull()).isTrue();
    assertThat(answer.contract().path("outcome").isNull()).isTrue();
    assertThat(answer.full().path("writes").size()).isEqualTo(1);
  }

  @Test
  void nobodyLooked_isNeitherStampNorNone() {
    ObjectNode answer =
        blame(Stored.unread(StoredAddress.parse(S3)), request, put("1").build()).contract();

    assertThat(answer.path("stamp").isNull()).isTrue();
    assertThat(answer.path("binding").isNull()).isTrue();
    assertThat(answer.path("current").isNull()).isTrue();
    assertThat(answer.path("source").asText()).isEqualTo("span");
    assertThat(answer.path("storedAt").asText()).isEqualTo("2026-11-23T10:15:02.150Z");
  }

  @Test
  void item_isNeverProvablyCurrent() {
    SpanRecord put = putItem("1").with(CairnAttributes.STAMP, "written").build();

    ObjectNode answer = blame(item(FULL_STAMP), request, put).contract();

    assertThat(answer.path("current").isNull()).isTrue();
    assertThat(answer.path("source").asText()).isEqualTo("both");
    assertThat(answer.path("storedAt").asText()).isEqualTo("2026-11-23T10:15:02.150Z");
  }

  @Test
  void item_isNotCurrent_afterSomebodyElsesWrite() {
    SpanRecord put = putItem("1").build();
    SpanRecord update =
        putItem("4")
            .with(CairnAttributes.DB_OPERATION_NAME, "UpdateItem")
            .with(CairnAttributes.STAMP, "skipped:no-set")
            .at(9000, 9010)
            .build();

    ObjectNode answer = blame(item(FULL_STAMP), request, put, update).contract();

    assertThat(answer.path("traceId").asText()).isEqualTo(traceId("1"));
    assertThat(answer.path("current").asBoolean(true)).isFalse();
  }

  @Test
  void item_isNotCurrent_whereItsStampIsGone() {
    SpanRecord put = putItem("1").with(CairnAttributes.STAMP, "written").build();
    SpanRecord unstamped = putItem("1").with(CairnAttributes.STAMP, "skipped:off").build();

    assertThat(blame(item(null), put).contract().path("current").asBoolean(true)).isFalse();
    assertThat(blame(item(null), unstamped).contract().path("current").isNull()).isTrue();
  }

  @Test
  void writes_areNewestFirst() {
    SpanRecord first = putItem("1").at(100, 110).build();
    SpanRecord second = putItem("2").at(200, 210).build();
    SpanRecord third = putItem("3").at(300, 310).with(CairnAttributes.OUTCOME, "unknown").build();

    BlameAnswer answer = blame(item(null), second, third, first);

    assertThat(answer.full().path("writes").findValuesAsText("traceId"))
        .containsExactly(traceId("3"), traceId("2"), traceId("1"));
    assertThat(answer.full().path("writes").get(0).path("operation").asText()).isEqualTo("PutItem");
    assertThat(answer.contract().path("outcome").asText()).isEqualTo("unknown");
  }

  @Test
  void versionOfAnObject_isAskedAlone() {
    Stored version =
        new Stored(
            StoredAddress.parse(S3 + "?versionId=v1"),
            Stored.State.UNREAD,
            null,
            Stored.Version.NONE,
            null);
    SpanRecord one = put("1").with(CairnAttributes.S3_VERSION_ID, "v1").build();
    SpanRecord two = put("2").with(CairnAttributes.S3_VERSION_ID, "v2").at(9000, 9001).build();

    assertThat(blame(version, one, two).contract().path("traceId").asText())
        .isEqualTo(traceId("1"));
  }

  @Test
  void itemInARegion_isFoundUnderItsPlainAddress() {
    StoredAddress there = StoredAddress.parse("dynamodb://123@eu-west-1/photos/n:42");

    ObjectNode answer = blame(Stored.unread(there), putItem("1").build()).contract();

    assertThat(answer.path("address").asText()).isEqualTo(there.toString());
    assertThat(answer.path("user").asText()).isEqualTo("ada");
  }

  @Test
  void readsOfAnAddress_areNoWrites() {
    SpanRecord read = SpanBuilder.read("1", "9", S3).build();

    assertThat(blame(object(null, "abc", null), read).kind()).isEqualTo(Kind.NO_ORIGIN);
  }

  @Test
  void resumedWork_isBlamedOnTheRequestItWasResumedFrom() {
    SpanRecord worker =
        put("7").with(CairnAttributes.ORIGIN_TRACE_ID, traceId("1")).at(5000, 5001).build();

    ObjectNode answer = blame(object(null, "abc", null), request, worker).contract();

    assertThat(answer.path("traceId").asText()).isEqualTo(traceId("1"));
    assertThat(answer.path("spanId").asText()).isEqualTo(spanId("1"));
    assertThat(answer.path("request").path("status").asInt()).isEqualTo(201);
  }

  @Test
  void lossesOfTheStore_makeTheAnswerIncomplete() {
    SpanStore store = ForwardingStore.thatDropped(1, request.times().startNanos());
    store.append(Batch.of(List.of(request, put("2").build())));

    ObjectNode answer =
        Questions.to(store)
            .blame(StoredAddress.parse(S3), SpanContext.getInvalid(), Selection.ALL)
            .full();

    assertThat(answer.path("complete").asBoolean(true)).isFalse();
    assertThat(answer.path("completeReason").asText()).contains("dropped 1 spans");
  }
}
