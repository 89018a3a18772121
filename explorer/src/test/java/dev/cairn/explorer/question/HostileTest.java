// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.question;

import static dev.cairn.explorer.question.Answers.store;
import static dev.cairn.explorer.store.SpanBuilder.request;
import static dev.cairn.explorer.store.SpanBuilder.span;
import static dev.cairn.explorer.store.SpanBuilder.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cairn.CairnAttributes;
import dev.cairn.explorer.store.Batch;
import dev.cairn.explorer.store.Emitter;
import dev.cairn.explorer.store.EventRecord;
import dev.cairn.explorer.store.Selection;
import dev.cairn.explorer.store.SpanRecord;
import dev.cairn.explorer.store.SpanStore;
import io.opentelemetry.api.common.Attributes;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What others write into spans and questions is data, whatever it looks like and however much. */
final class HostileTest {
  private static final String SQL = "'; DROP TABLE write; --\u0000\u001b[2J\n%s{}$1?";

  @Test
  void namesThatLookLikeSql_areNames() {
    SpanRecord put =
        write("1", "2", "s3://photos/a")
            .service(SQL)
            .with(CairnAttributes.USER_ID, SQL)
            .with(CairnAttributes.TENANT_ID, SQL)
            .thrown(SQL, SQL)
            .build();
    SpanStore store = store(put);
    store.append(
        Batch.ofEvents(
            List.of(
                new EventRecord(
                    new Emitter(Attributes.empty(), null),
                    SQL,
                    put.times().startNanos(),
                    new EventRecord.Where(null, null),
                    Attributes.of(CairnAttributes.USER_ID, SQL)))));
    Questions questions = Questions.to(store);
    Selection which = new Selection(SQL, SQL, SQL, null, null);

    assertThat(questions.stored(which, null, 9).path("applied").asInt()).isEqualTo(1);
    assertThat(questions.latency(which, "5ms").path("tables")).hasSize(1);
    assertThat(questions.errors(which, new ErrorFilter(SQL, SQL, null, null)).path("groups"))
        .hasSize(1);
    assertThat(questions.events(Selection.ALL, SQL, null).path("users").asInt()).isEqualTo(1);
    assertThat(questions.cost(which, "user").at("/rows/0/user").asText()).isEqualTo(SQL);
    assertThat(questions.stored(Selection.ofUser("ada' OR 'a'='a"), null, 9).path("items"))
        .isEmpty();
  }

  @Test
  void messageOfAMegabyte_isCutInAnswers() {
    String long1 = "x".repeat(1 << 20);
    ObjectNode answer =
        Questions.to(store(span("1", "1").thrown("T", long1).build()))
            .errors(Selection.ALL, Answers.ANY_ERROR);

    assertThat(answer.toString()).hasSizeLessThan(2000);
    assertThat(answer.at("/groups/0/who/0/message").asText()).hasSize(500);
  }

  @Test
  void numbersBeyondAllBounds_areUnknownOrAdded() {
    SpanRecord one =
        request("1", "1", "POST /")
            .with(CairnAttributes.COST_S3_BYTES_IN, Long.MAX_VALUE)
            .with(CairnAttributes.COST_DYNAMODB_READ_UNITS, Double.POSITIVE_INFINITY)
            .with(CairnAttributes.COST_DYNAMODB_WRITE_UNITS, Double.NaN)
            .build();
    SpanRecord other =
        request("2", "1", "POST /")
            .with(CairnAttributes.COST_S3_BYTES_IN, Long.MAX_VALUE)
            .with(CairnAttributes.COST_S3_WRITE_REQUESTS, -5L)
            .build();

    ObjectNode row =
        (ObjectNode) Questions.to(store(one, other)).cost(Selection.ALL, "tenant").at("/rows/0");

    assertThat(row.path("requests").asInt()).isEqualTo(2);
    assertThat(row.path("s3BytesIn").isNull()).isTrue();
    assertThat(row.path("dynamodbReadUnits").isNull()).isTrue();
    assertThat(row.path("dynamodbWriteUnits").isNull()).isTrue();
    assertThat(row.path("s3WriteRequests").asInt()).isEqualTo(-5);
  }

  @Test
  void callThatEndsBeforeItBegins_tookNoLonger() {
    ObjectNode answer =
        Questions.to(store(write("1", "1", "s3://photos/a").at(100, 1).build()))
            .latency(Selection.ALL, "5ms");

    assertThat(answer.at("/tables/0/over/0/count").asInt(-1)).isZero();
    assertThat(answer.at("/tables/0/writes").asInt()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "ms", "5 ms", "-5ms", "5years", "1e3ms", "9999999999s", "5ms,,"})
  void thresholdThatIsNone_isNamed(String over) {
    assertThatThrownBy(() -> Questions.to(store()).latency(Selection.ALL, over.concat(",x")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("over: '");
  }

  @Test
  void otherNonsense_isNamed() {
    Questions questions = Questions.to(store());

    assertThatThrownBy(() -> questions.latency(Selection.ALL, "1ms,".repeat(21)))
        .hasMessageStartingWith("over: 21 thresholds");
    assertThatThrownBy(() -> questions.cost(Selection.ALL, "planet"))
        .hasMessage("by: 'planet' is neither tenant, user nor route");
    assertThatThrownBy(() -> new ErrorFilter(null, null, "6xx", null))
        .hasMessage("status: '6xx' is neither 503 nor 5xx");
    assertThatThrownBy(() -> questions.trace("zz")).hasMessageContaining("32 hex digits");
    assertThatThrownBy(() -> questions.stored(Selection.ALL, null, 1))
        .hasMessageContaining("'trace' nor 'user'");
    assertThatThrownBy(() -> questions.stored(Selection.ofUser("ada"), null, 0))
        .hasMessageContaining("limit: 0");
    assertThatThrownBy(() -> questions.events(Selection.ALL, "thanked", "1us"))
        .hasMessageStartingWith("every: ");
  }
}
