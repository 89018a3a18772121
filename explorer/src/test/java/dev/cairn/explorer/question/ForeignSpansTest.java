// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.question;

import static dev.cairn.explorer.question.Answers.S3;
import static dev.cairn.explorer.question.Answers.blame;
import static dev.cairn.explorer.question.Answers.object;
import static dev.cairn.explorer.question.Answers.store;
import static dev.cairn.explorer.store.SpanBuilder.span;
import static dev.cairn.explorer.store.SpanBuilder.traceId;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cairn.CairnAttributes;
import dev.cairn.explorer.store.Selection;
import dev.cairn.explorer.store.SpanRecord;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Spans as OpenTelemetry's own instrumentations make them, without a word of Cairn: they answer
 * what they can, and say what they cannot.
 */
final class ForeignSpansTest {
  private final SpanRecord request =
      span("1", "1")
          .kind(SpanKind.SERVER, "POST /photos")
          .with(CairnAttributes.HTTP_REQUEST_METHOD, "POST")
          .with(CairnAttributes.HTTP_ROUTE, "/photos")
          .with(CairnAttributes.HTTP_RESPONSE_STATUS_CODE, 500L)
          .with(CairnAttributes.USER_ID, "ada")
          .failed()
          .thrown("java.lang.IllegalStateException", "order 17 is gone")
          .at(0, 100)
          .build();
  private final SpanRecord put =
      span("1", "2")
          .parent("1")
          .kind(SpanKind.CLIENT, "S3.PutObject")
          .with(CairnAttributes.RPC_METHOD, "S3/PutObject")
          .with(CairnAttributes.AWS_S3_BUCKET, "photos")
          .with(CairnAttributes.AWS_S3_KEY, "ada/cat.jpg")
          .at(10, 30)
          .build();
  private final SpanRecord insert =
      span("1", "3")
          .parent("1")
          .kind(SpanKind.CLIENT, "INSERT shop.orders")
          .with(CairnAttributes.DB_SYSTEM_NAME, "postgresql")
          .with(CairnAttributes.DB_OPERATION_NAME, "INSERT")
          .with(CairnAttributes.DB_COLLECTION_NAME, "orders")
          .at(30, 42)
          .build();
  private final SpanRecord putItem =
      span("1", "4")
          .parent("1")
          .kind(SpanKind.CLIENT, "DynamoDb.PutItem")
          .with(AttributeKey.stringKey("db.system"), "dynamodb")
          .with(AttributeKey.stringKey("db.operation"), "PutItem")
          .with(CairnAttributes.AWS_DYNAMODB_TABLE_NAMES, List.of("photos"))
          .failed()
          .at(50, 51)
          .build();
  private final Questions questions = Questions.to(store(request, put, insert, putItem));

  @Test
  void objectTheyWrote_isBlamed() {
    ObjectNode answer = blame(object(null, "e", null), request, put).contract();

    assertThat(answer.path("user").asText()).isEqualTo("ada");
    assertThat(answer.at("/request/route").asText()).isEqualTo("/photos");
    assertThat(answer.path("outcome").asText()).isEqualTo("applied");
    assertThat(answer.path("address").asText()).isEqualTo(S3);
  }

  @Test
  void errors_nameTheUser() {
    ObjectNode answer = questions.errors(Selection.ofUser("ada"), Answers.ANY_ERROR);

    assertThat(answer.at("/groups").findValuesAsText("type"))
        .contains("java.lang.IllegalStateException");
    assertThat(answer.at("/groups").findValuesAsText("message")).contains("order # is gone");
  }

  @Test
  void latency_isOfAnyDatabase() {
    ObjectNode answer = questions.latency(Selection.ALL, "10ms");

    assertThat(answer.path("tables").toString())
        .contains("\"system\":\"postgresql\",\"table\":\"orders\",\"operation\":\"INSERT\"")
        .contains("\"writes\":1,\"over\":[{\"ms\":10.0,\"count\":1,\"share\":1.0}]");
    assertThat(answer.path("tables").toString())
        .contains("\"table\":\"photos\",\"operation\":\"PutItem\",\"writes\":0")
        .contains("\"share\":null", "\"unknown\":1");
  }

  @Test
  void cost_isCountedByCalls_andUnknownBeyond() {
    ObjectNode answer = questions.cost(Selection.ALL, "tenant");

    assertThat(answer.path("rows")).hasSize(1);
    assertThat(answer.at("/rows/0/callsWithoutCost").asInt()).isEqualTo(3);
    assertThat(answer.at("/rows/0/s3WriteRequests").asInt()).isEqualTo(1);
    assertThat(answer.at("/rows/0/dynamodbRequests").asInt()).isEqualTo(1);
    assertThat(answer.at("/rows/0/dynamodbWriteUnits").isNull()).isTrue();
    assertThat(answer.at("/rows/0/capacity").isNull()).isTrue();
  }

  @Test
  void stored_isWhatTheySaidOfIt() {
    ObjectNode answer = questions.stored(Selection.ALL, traceId("1"), 10);

    assertThat(answer.path("items").findValuesAsText("operation"))
        .containsExactly("PutItem", "INSERT", "PutObject");
    assertThat(answer.path("items").findValuesAsText("outcome"))
        .containsExactly("unknown", "applied", "applied");
    assertThat(answer.at("/items/1/address").isNull()).isTrue();
    assertThat(answer.at("/items/2/address").asText()).isEqualTo(S3);
  }
}
