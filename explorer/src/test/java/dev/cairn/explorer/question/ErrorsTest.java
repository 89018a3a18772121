// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.question;

import static dev.cairn.explorer.store.SpanBuilder.request;
import static dev.cairn.explorer.store.SpanBuilder.span;
import static dev.cairn.explorer.store.SpanBuilder.traceId;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cairn.CairnAttributes;
import dev.cairn.explorer.store.Batch;
import dev.cairn.explorer.store.Emitter;
import dev.cairn.explorer.store.EventRecord;
import dev.cairn.explorer.store.Selection;
import dev.cairn.explorer.store.SpanRecord;
import dev.cairn.explorer.store.SpanStore;
import io.opentelemetry.api.common.Attributes;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ErrorsTest {
  private final SpanStore store = Answers.store();

  private static EventRecord caught(String trace, String message) {
    return new EventRecord(
        new Emitter(Attributes.empty(), null),
        EventRecord.EXCEPTION,
        1,
        new EventRecord.Where(trace, null),
        Attributes.of(
            CairnAttributes.EXCEPTION_TYPE, "T", CairnAttributes.EXCEPTION_MESSAGE, message));
  }

  private List<String> who(SpanRecord... spans) {
    store.append(Batch.of(List.of(spans)));
    List<String> who = new ArrayList<>();
    JsonNode answer = Questions.to(store).errors(Selection.ALL, Answers.ANY_ERROR);
    for (JsonNode group : answer.path("groups")) {
      for (JsonNode one : group.path("who")) {
        who.add(
            group.path("message").asText()
                + ": "
                + one.path("user").asText()
                + " "
                + one.path("tenant").asText()
                + " "
                + one.path("count").asInt());
      }
    }
    return who;
  }

  @Test
  void errorThatPassesSeveralSpans_isOne() {
    SpanRecord post = request("1", "1", "POST /").thrown("T", "no photo 1").failed().build();
    SpanRecord inner =
        span("1", "2")
            .parent("1")
            .with(CairnAttributes.USER_ID, "ada")
            .with(CairnAttributes.TENANT_ID, "acme")
            .thrown("T", "no photo 1")
            .failed()
            .build();
    SpanRecord again = request("2", "1", "POST /").thrown("T", "no photo 2").failed().build();

    assertThat(who(post, inner, again)).containsExactly("no photo #: ada acme 2");
  }

  @Test
  void errorBeforeAnybodyIsKnown_isOfTheOnlyUserOfItsTrace() {
    store.append(Batch.ofEvents(List.of(caught(traceId("1"), "bad token"))));

    assertThat(who(request("1", "1", "POST /").build())).containsExactly("bad token: ada acme 1");
  }

  @Test
  void errorInATraceOfTwoUsers_isOfNobodyKnown() {
    store.append(Batch.ofEvents(List.of(caught(traceId("1"), "bad token"))));

    assertThat(
            who(
                request("1", "1", "POST /").build(),
                request("1", "2", "GET /").with(CairnAttributes.USER_ID, "bob").build()))
        .containsExactly("bad token: null acme 1");
  }

  @Test
  void errorsOutsideOfTraces_countEachByItself() {
    store.append(Batch.ofEvents(List.of(caught(null, "late"), caught(null, "late"))));

    assertThat(who()).containsExactly("late: null null 2");
  }

  @Test
  void firstAndLast_areThoseOfTheWholeGroup() {
    SpanRecord early = request("1", "1", "POST /").at(0, 1000).thrown("T", "no").build();
    SpanRecord late =
        request("2", "1", "POST /")
            .with(CairnAttributes.USER_ID, "bob")
            .at(0, 1500)
            .thrown("T", "no")
            .build();
    store.append(Batch.of(List.of(late, early)));

    JsonNode group =
        Questions.to(store).errors(Selection.ALL, Answers.ANY_ERROR).path("groups").get(0);

    assertThat(group.path("first").asText()).isEqualTo("2026-11-23T10:15:01Z");
    assertThat(group.path("last").asText()).isEqualTo("2026-11-23T10:15:01.500Z");
    assertThat(group.path("users").asInt()).isEqualTo(2);
  }
}
