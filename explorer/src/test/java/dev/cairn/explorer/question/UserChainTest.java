// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.question;

import static dev.cairn.explorer.question.Answers.S3;
import static dev.cairn.explorer.question.Answers.store;
import static dev.cairn.explorer.store.SpanBuilder.EPOCH;
import static dev.cairn.explorer.store.SpanBuilder.read;
import static dev.cairn.explorer.store.SpanBuilder.request;
import static dev.cairn.explorer.store.SpanBuilder.span;
import static dev.cairn.explorer.store.SpanBuilder.traceId;
import static dev.cairn.explorer.store.SpanBuilder.write;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cairn.CairnAttributes;
import dev.cairn.explorer.store.Batch;
import dev.cairn.explorer.store.ForwardingStore;
import dev.cairn.explorer.store.Selection;
import dev.cairn.explorer.store.SpanBuilder;
import dev.cairn.explorer.store.SpanRecord;
import dev.cairn.explorer.store.SpanStore;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Trees are written as {@code name(child child)}, a step through storage as {@code ~name}. */
final class UserChainTest {
  private final SpanRecord post = request("1", "1", "POST /photos").at(0, 50).build();
  private final SpanRecord put = write("1", "2", S3).parent("1").at(10, 20).build();

  private static SpanBuilder bobReads(String trace) {
    return request(trace, "1", "GET /bob").with(CairnAttributes.USER_ID, "bob").at(1000, 1050);
  }

  private static SpanBuilder get(String trace) {
    return read(trace, "2", S3).parent("1").writtenBy("1", "1").at(1010, 1020);
  }

  private static ObjectNode ask(SpanRecord... spans) {
    return ask(store(spans), Selection.ofUser("ada"), 100);
  }

  private static ObjectNode ask(SpanStore store, Selection which, int limit) {
    return Questions.to(store).user(which, limit);
  }

  private static List<String> trees(ObjectNode answer) {
    List<String> trees = new ArrayList<>();
    answer.path("requests").forEach(request -> trees.add(tree(request)));
    return trees;
  }

  private static String tree(JsonNode node) {
    List<String> children = new ArrayList<>();
    node.path("children").forEach(child -> children.add(tree(child)));
    return ("storage".equals(node.path("via").asText()) ? "~" : "")
        + node.path("name").asText()
        + (node.path("reference").asBoolean() ? "*" : "")
        + (children.isEmpty() ? "" : "(" + String.join(" ", children) + ")");
  }

  @Test
  void calls_areATreeAcrossServices_inTimeOrder() {
    SpanRecord call = span("1", "3").parent("1").kind(SpanKind.CLIENT, "GET").at(5, 9).build();
    SpanRecord served =
        request("1", "4", "GET /quota").parent("3").service("quota").at(6, 8).build();

    assertThat(trees(ask(put, served, call, post)))
        .containsExactly("POST /photos(GET(GET /quota) S3.PutObject)");
  }

  @Test
  void call_isNoRequestOfItsOwn_whereItsCallerWasNotSampled() {
    SpanRecord served =
        request("1", "4", "GET /quota")
            .parent("3")
            .service("quota")
            .with(CairnAttributes.ORIGIN_REQUEST, "POST /photos")
            .at(6, 8)
            .build();

    ObjectNode answer = ask(served, post);

    assertThat(trees(answer)).containsExactly("POST /photos(GET /quota)");
    assertThat(answer.path("complete").booleanValue()).isFalse();
  }

  @Test
  void requests_areInTimeOrder_withTheirFacts() {
    SpanRecord later = request("2", "1", "DELETE /photos").at(100, 112).failed().build();

    ObjectNode answer = ask(later, put, post);

    assertThat(trees(answer)).containsExactly("POST /photos(S3.PutObject)", "DELETE /photos");
    JsonNode first = answer.path("requests").get(0);
    assertThat(first.path("tenant").asText()).isEqualTo("acme");
    assertThat(first.path("httpStatus").asInt()).isEqualTo(200);
    assertThat(first.path("time").asText()).isEqualTo(EPOCH.toString());
    JsonNode child = first.path("children").get(0);
    assertThat(child.path("service").asText()).isEqualTo("photo-api");
    assertThat(child.path("address").asText()).isEqualTo(S3);
    assertThat(child.path("status").asText()).isEqualTo("ok");
    assertThat(child.path("startOffsetMs").asDouble()).isEqualTo(10.0);
    assertThat(child.path("durationMs").asDouble()).isEqualTo(10.0);
    assertThat(answer.path("requests").get(1).path("status").asText()).isEqualTo("error");
    assertThat(answer.path("complete").isNull()).isTrue();
    assertThat(answer.path("completeReason").asText()).isNotEmpty();
  }

  @Test
  void reader_hangsUnderTheWrite() {
    SpanRecord reply = span("9", "3").parent("1").kind(SpanKind.INTERNAL, "render").build();

    assertThat(trees(ask(post, put, bobReads("9").build(), get("9").build(), reply)))
        .containsExactly("POST /photos(S3.PutObject(~GET /bob(render S3.GetObject)))");
  }

  @Test
  void reader_hangsUnderTheLastWriteBeforeIt() {
    SpanRecord again = write("1", "3", S3).parent("1").at(30, 40).build();
    SpanRecord afterwards = write("1", "4", S3).parent("1").at(2000, 2001).build();

    assertThat(trees(ask(post, put, again, afterwards, bobReads("9").build(), get("9").build())))
        .containsExactly(
            "POST /photos(S3.PutObject S3.PutObject(~GET /bob(S3.GetObject)) S3.PutObject)");
  }

  @Test
  void reader_withoutItsWrite_hangsUnderTheRequest() {
    assertThat(trees(ask(post, bobReads("9").build(), get("9").build())))
        .containsExactly("POST /photos(~GET /bob(S3.GetObject))");
  }

  @Test
  void resumedWork_hangsUnderTheWriteItReads_elseUnderTheRequest() {
    SpanRecord worker =
        span("9", "1")
            .kind(SpanKind.CONSUMER, "thumbnail")
            .service("worker")
            .with(CairnAttributes.USER_ID, "ada")
            .with(CairnAttributes.ORIGIN_TRACE_ID, traceId("1"))
            .writtenBy("1", "1")
            .at(500, 600)
            .build();
    SpanRecord workersRead = get("9").service("worker").build();

    assertThat(trees(ask(post, put, worker)))
        .containsExactly("POST /photos(S3.PutObject ~thumbnail)");
    assertThat(trees(ask(post, put, worker, workersRead)))
        .containsExactly("POST /photos(S3.PutObject(~thumbnail(S3.GetObject)))");
  }

  @Test
  void readersOfReaders_areFollowed() {
    String copy = "s3://photos/copy";
    SpanRecord bobWrites = write("9", "3", copy).parent("1").at(1030, 1040).build();
    SpanRecord eve =
        request("a", "1", "GET /eve").with(CairnAttributes.USER_ID, "eve").at(3000, 3001).build();
    SpanRecord eveReads = read("a", "2", copy).parent("1").writtenBy("9", "1").build();

    assertThat(
            trees(
                ask(post, put, bobReads("9").build(), get("9").build(), bobWrites, eve, eveReads)))
        .containsExactly(
            "POST /photos(S3.PutObject(~GET /bob(S3.GetObject"
                + " S3.PutObject(~GET /eve(S3.GetObject)))))");
  }

  @Test
  void circlesThroughStorage_end() {
    SpanRecord bobWrites = write("9", "3", S3).parent("1").at(1030, 1040).build();
    SpanRecord adaReads = read("1", "5", S3).parent("1").writtenBy("9", "1").at(45, 46).build();

    assertThat(trees(ask(post, put, adaReads, bobReads("9").build(), get("9").build(), bobWrites)))
        .containsExactly(
            "POST /photos(S3.PutObject(~GET /bob(S3.GetObject S3.PutObject)) S3.GetObject)");
  }

  @Test
  void circlesOfParents_end() {
    SpanRecord one = span("1", "7").parent("8").build();
    SpanRecord other = span("1", "8").parent("7").build();
    SpanRecord itself = span("1", "9").parent("9").build();

    assertThat(trees(ask(post, one, other, itself))).containsExactly("POST /photos");
  }

  @Test
  void ownRequestThatReads_isItsOwnTree_andReferredToUnderTheWrite() {
    SpanRecord own = request("9", "1", "GET /mine").at(1000, 1050).build();

    assertThat(trees(ask(post, put, own, get("9").build())))
        .containsExactly("POST /photos(S3.PutObject(~GET /mine*))", "GET /mine(S3.GetObject)");
  }

  @Test
  void traceOfTwoReads_isShownOnce() {
    SpanRecord secondRead = read("9", "4", S3).parent("1").writtenBy("1", "1").build();

    assertThat(trees(ask(post, put, bobReads("9").build(), get("9").build(), secondRead)))
        .singleElement()
        .asString()
        .containsOnlyOnce("GET /bob");
  }

  @Test
  void reader_ofTwoOfTheUsersRequests_isShownUnderTheFirst() {
    SpanRecord secondPost = request("2", "1", "PUT /photos").at(100, 150).build();
    SpanRecord reads =
        read("9", "2", S3).parent("1").writtenBy("1", "1").writtenBy("2", "1").build();

    assertThat(trees(ask(post, put, secondPost, bobReads("9").build(), reads)))
        .containsExactly("POST /photos(S3.PutObject(~GET /bob(S3.GetObject)))", "PUT /photos");
  }

  @Test
  void otherLinks_areNotFollowed() {
    SpanRecord batch =
        new SpanRecord(
            span("9", "1").build().identity(),
            span("9", "1").build().operation(),
            span("9", "1").build().times(),
            new SpanRecord.Content(
                Attributes.empty(),
                List.of(new SpanRecord.Link(post.traceId(), post.spanId(), null)),
                List.of()));

    assertThat(trees(ask(post, batch))).containsExactly("POST /photos");
  }

  @Test
  void readInTheMiddleOfAnotherTrace_showsItsServicesPart() {
    SpanRecord gateway =
        span("9", "f").kind(SpanKind.SERVER, "gateway").service("gateway").at(900, 2000).build();

    assertThat(trees(ask(post, put, gateway, bobReads("9").parent("f").build(), get("9").build())))
        .containsExactly("POST /photos(S3.PutObject(~GET /bob(S3.GetObject)))");
  }

  @Test
  void spansWithoutTheirCaller_hangUnderTheRequest_andAreSaidToMissIt() {
    SpanRecord orphan = span("1", "5").parent("4").kind(SpanKind.INTERNAL, "orphan").build();

    ObjectNode answer = ask(post, put, orphan);

    assertThat(trees(answer)).containsExactly("POST /photos(orphan S3.PutObject)");
    assertThat(answer.path("complete").asBoolean(true)).isFalse();
    assertThat(answer.path("completeReason").asText()).contains("1 spans name a caller");
  }

  @Test
  void requestOfAnUntracedCaller_isNoOrphan() {
    SpanRecord called = request("1", "1", "POST /photos").parent("dead").at(0, 50).build();

    ObjectNode answer = ask(called, put);

    assertThat(trees(answer)).containsExactly("POST /photos(S3.PutObject)");
    assertThat(answer.path("complete").isNull()).isTrue();
  }

  @Test
  void requestsOfOneUntracedCaller_areEachTheirOwn() {
    SpanRecord one = request("1", "1", "GET /one").parent("dead").at(0, 5).build();
    SpanRecord other = request("1", "2", "GET /other").parent("dead").at(10, 15).build();

    assertThat(trees(ask(one, other))).containsExactly("GET /one", "GET /other");
  }

  @Test
  void depthAndSize_areBounded() {
    List<SpanRecord> deep = new ArrayList<>(List.of(post));
    for (int i = 2; i < RequestTree.MAX_DEPTH * 3; i++) {
      deep.add(
          span("1", Integer.toHexString(i)).parent(Integer.toHexString(i - 1)).at(i, i).build());
    }
    List<SpanRecord> wide = new ArrayList<>(List.of(post));
    for (int i = 2; i < RequestTree.MAX_NODES * 2; i++) {
      wide.add(span("1", Integer.toHexString(i)).parent("1").build());
    }

    assertThat(ask(deep.toArray(SpanRecord[]::new)).path("complete").asBoolean(true)).isFalse();
    ObjectNode answer = ask(wide.toArray(SpanRecord[]::new));
    assertThat(answer.path("complete").asBoolean(true)).isFalse();
    assertThat(answer.path("requests").get(0).path("children").size())
        .isLessThanOrEqualTo(RequestTree.MAX_NODES);
  }

  @Test
  void limitTenantAndTimes_choose() {
    SpanStore store =
        store(
            post,
            request("2", "1", "GET /second").at(1000, 1001).build(),
            request("3", "1", "GET /other")
                .with(CairnAttributes.TENANT_ID, "other")
                .at(2000, 2001)
                .build());

    assertThat(trees(ask(store, new Selection("ada", "acme", null, null, null), 1)))
        .containsExactly("GET /second");
    assertThat(trees(ask(store, new Selection("ada", null, null, EPOCH.plusSeconds(2), null), 9)))
        .containsExactly("GET /other");
    assertThat(trees(ask(store, new Selection("ada", null, null, null, EPOCH.plusSeconds(1)), 9)))
        .containsExactly("POST /photos");
    assertThat(trees(ask(store, Selection.ofUser("eve"), 9))).isEmpty();
  }

  @Test
  void whatWasDropped_matters_onlyFromTheAskedTimeOn() {
    SpanStore store = ForwardingStore.thatDropped(1, post.times().startNanos());
    store.append(Batch.of(List.of(post, request("2", "1", "GET /").at(60_000, 60_001).build())));

    assertThat(ask(store, Selection.ofUser("ada"), 9).path("complete").asBoolean(true)).isFalse();
    assertThat(
            ask(store, new Selection("ada", null, null, EPOCH.plusSeconds(30), null), 9)
                .path("complete")
                .isNull())
        .isTrue();
  }
}
