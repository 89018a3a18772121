// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.question;

import static dev.cairn.explorer.question.Answers.store;
import static dev.cairn.explorer.store.SpanBuilder.EPOCH;
import static dev.cairn.explorer.store.SpanBuilder.request;
import static dev.cairn.explorer.store.SpanBuilder.write;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cairn.CairnAttributes;
import dev.cairn.explorer.store.Batch;
import dev.cairn.explorer.store.Emitter;
import dev.cairn.explorer.store.LossRecord;
import dev.cairn.explorer.store.Selection;
import dev.cairn.explorer.store.SpanRecord;
import dev.cairn.explorer.store.SpanRecord.Times;
import dev.cairn.explorer.store.SpanStore;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What answers say of what they lack. */
final class CompletenessTest {
  private final SpanStore store = store();

  private static Emitter service(String name) {
    return new Emitter(Attributes.of(AttributeKey.stringKey("service.name"), name), "test");
  }

  private static LossRecord lost(Emitter by, long value, long start, long end) {
    return new LossRecord(
        by, "cairn.keep.dropped", Attributes.empty(), value, new Times(nanos(start), nanos(end)));
  }

  private static long nanos(long ms) {
    return TimeUnit.MILLISECONDS.toNanos(EPOCH.toEpochMilli() + ms);
  }

  private static Selection within(String service, Instant since, Instant until) {
    return new Selection(null, null, service, since, until);
  }

  private String lossesOf(Selection which) {
    ObjectNode answer = Questions.to(store).latency(which, "5ms");
    return answer.path("complete").isNull() ? null : answer.path("completeReason").asText();
  }

  @Test
  void storeThatLostNothing_knowsNotOfOthers() {
    ObjectNode answer = Questions.to(store).latency(Selection.ALL, "5ms");

    assertThat(answer.path("complete").isNull()).isTrue();
    assertThat(answer.path("completeReason").asText()).contains("cannot know");
  }

  /** Two points of one sum since its start, and a sum begun anew: 7 and 4. */
  @Test
  void losses_areSummedOverStarts_cumulativeOrDelta() {
    Emitter api = service("photo-api");
    store.append(
        Batch.ofLosses(List.of(lost(api, 5, 0, 10), lost(api, 7, 0, 20), lost(api, 4, 30, 40))));

    assertThat(lossesOf(Selection.ALL)).contains("cairn.keep.dropped 11");
  }

  @Test
  void losses_areOfTheServiceAndTimeAskedFor() {
    store.append(Batch.ofLosses(List.of(lost(service("photo-api"), 5, 1000, 2000))));

    assertThat(lossesOf(within("worker", null, null))).isNull();
    assertThat(lossesOf(within("photo-api", null, null))).isNotNull();
    assertThat(lossesOf(within(null, EPOCH.plusSeconds(3), null))).isNull();
    assertThat(lossesOf(within(null, null, EPOCH.plusMillis(500)))).isNull();
    assertThat(lossesOf(within(null, EPOCH, EPOCH.plusSeconds(2)))).isNotNull();
  }

  @Test
  void sampledRequest_isIncomplete_andItsWritesAreNot() {
    SpanRecord post =
        request("1", "1", "POST /photos").with(CairnAttributes.KEPT, "root").at(0, 9).build();
    SpanRecord put =
        write("1", "2", "s3://photos/a").parent("1").with(CairnAttributes.KEPT, "write").build();
    Questions questions = Questions.to(store(post, put));

    ObjectNode chain = questions.user(Selection.ofUser("ada"), 10);
    assertThat(chain.path("complete").asBoolean(true)).isFalse();
    assertThat(chain.path("completeReason").asText()).contains("sampler");
    assertThat(questions.trace(post.traceId()).path("complete").asBoolean(true)).isFalse();
    assertThat(questions.stored(Selection.ofUser("ada"), null, 10).path("complete").isNull())
        .isTrue();
  }

  @Test
  void rejectedSpans_areLacking() {
    store.append(Batch.of(List.of(), 3));

    assertThat(lossesOf(Selection.ALL)).contains("3 spans it could not take");
  }

  @Test
  void itemsBeyondTheLimit_areSaidToBeLacking() {
    Questions questions =
        Questions.to(
            store(
                write("1", "1", "s3://photos/a").at(1, 2).build(),
                write("1", "2", "s3://photos/b").at(3, 4).build()));

    ObjectNode answer = questions.stored(Selection.ofUser("ada"), null, 1);

    assertThat(answer.path("items").findValuesAsText("address")).containsExactly("s3://photos/b");
    assertThat(answer.path("applied").asInt()).isEqualTo(2);
    assertThat(answer.path("completeReason").asText()).contains("of 2 items the newest 1");
  }
}
