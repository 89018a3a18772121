// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.question;

import static dev.cairn.explorer.question.Answers.store;
import static dev.cairn.explorer.store.SpanBuilder.request;
import static dev.cairn.explorer.store.SpanBuilder.span;
import static dev.cairn.explorer.store.SpanBuilder.write;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cairn.CairnAttributes;
import dev.cairn.explorer.store.Batch;
import dev.cairn.explorer.store.SpanRecord;
import dev.cairn.explorer.store.SpanStore;
import io.opentelemetry.api.trace.SpanKind;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What the doctor finds, and that it finds nothing where all is well. */
final class DoctorTest {
  private final SpanRecord post = request("1", "1", "POST /photos").at(0, 30).build();
  private final SpanRecord put = write("1", "2", "s3://photos/a").parent("1").at(1, 2).build();

  private static Map<String, String> verdicts(SpanRecord... spans) {
    return verdicts(store(spans));
  }

  private static Map<String, String> verdicts(SpanStore store) {
    Map<String, String> verdicts = new TreeMap<>();
    for (JsonNode check : Questions.to(store).doctor().path("checks")) {
      String found = check.path("verdict").asText();
      verdicts.merge(check.path("check").asText(), found, (one, other) -> one + " " + other);
      assertThat(check.path("advice").isNull()).isEqualTo(found.equals("ok"));
    }
    return verdicts;
  }

  @Test
  void allIsWell() {
    assertThat(verdicts(post, put).values()).containsOnly("ok");
    assertThat(verdicts(post, put))
        .containsOnlyKeys(
            "store", "services", "losses", "clock", "sampling", "instrumentation", "origin");
  }

  @Test
  void nothingReceived_isWrong() {
    assertThat(verdicts()).isEqualTo(Map.of("store", "wrong"));
  }

  @Test
  void rejectedSpans_areWrong() {
    SpanStore store = store(post);
    store.append(Batch.of(List.of(), 1));

    assertThat(verdicts(store)).containsEntry("store", "ok wrong");
  }

  @Test
  void clockAhead_isWrong() {
    long century = 36_500L * 24 * 3600 * 1000;

    assertThat(verdicts(post, span("2", "1").at(century, century).build()))
        .containsEntry("clock", "wrong");
  }

  @Test
  void clockBehindItsCaller_isWrong() {
    assertThat(verdicts(post, span("1", "9").parent("1").service("slow").at(-6000, 1).build()))
        .containsEntry("clock", "wrong");
  }

  @Test
  void sampling_isNoted() {
    SpanRecord kept = request("2", "1", "GET /").with(CairnAttributes.KEPT, "root").build();

    assertThat(verdicts(post, kept)).containsEntry("sampling", "note");
    assertThat(verdicts(post, span("3", "2").parent("1").build()))
        .containsEntry("sampling", "note");
  }

  @Test
  void callWithTwoSpans_isWrong() {
    SpanRecord outer =
        span("1", "3")
            .parent("1")
            .scope("io.opentelemetry.aws-sdk-2.2")
            .kind(SpanKind.CLIENT, "S3.PutObject")
            .build();
    SpanRecord inner =
        span("1", "4")
            .parent("3")
            .scope("dev.cairn.s3")
            .kind(SpanKind.CLIENT, "S3.PutObject")
            .build();

    assertThat(verdicts(post, outer, inner)).containsEntry("instrumentation", "wrong");
    assertThat(verdicts(post, outer)).containsEntry("instrumentation", "ok");
  }

  @Test
  void writesWithoutOrigin_areWrong_whereAllOfAServicesAre() {
    SpanRecord bare =
        span("5", "1")
            .service("worker")
            .kind(SpanKind.CLIENT, "S3.PutObject")
            .with(CairnAttributes.RPC_METHOD, "PutObject")
            .with(CairnAttributes.ADDRESS, "s3://photos/b")
            .with(CairnAttributes.OUTCOME, "applied")
            .build();

    assertThat(verdicts(post, put, bare)).containsEntry("origin", "wrong");
    SpanRecord other = write("6", "1", "s3://photos/c").service("worker").build();
    assertThat(verdicts(post, put, bare, other)).containsEntry("origin", "note");
    assertThat(List.of(verdicts(post, put))).allMatch(all -> all.get("origin").equals("ok"));
  }
}
