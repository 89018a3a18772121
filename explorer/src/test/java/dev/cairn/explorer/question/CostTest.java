// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.question;

import static dev.cairn.explorer.question.Answers.store;
import static dev.cairn.explorer.store.SpanBuilder.request;
import static dev.cairn.explorer.store.SpanBuilder.span;
import static dev.cairn.explorer.store.SpanBuilder.traceId;
import static dev.cairn.explorer.store.SpanBuilder.write;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cairn.CairnAttributes;
import dev.cairn.explorer.store.Selection;
import dev.cairn.explorer.store.SpanRecord;
import io.opentelemetry.api.trace.SpanKind;
import org.junit.jupiter.api.Test;

final class CostTest {
  private final SpanRecord post =
      request("1", "1", "POST /photos")
          .with(CairnAttributes.COST_S3_WRITE_REQUESTS, 2L)
          .with(CairnAttributes.COST_DYNAMODB_REQUESTS, 1L)
          .with(CairnAttributes.COST_DYNAMODB_WRITE_UNITS, 1.5)
          .build();

  private static JsonNode rows(String by, SpanRecord... spans) {
    return Questions.to(store(spans)).cost(Selection.ALL, by).path("rows");
  }

  @Test
  void requestThroughSeveralServicesAndWorkers_isOne_andItsCostTheSum() {
    SpanRecord inner =
        request("1", "2", "PUT /blobs")
            .parent("1")
            .service("blobs")
            .with(CairnAttributes.ORIGIN_REQUEST, "POST /photos")
            .with(CairnAttributes.COST_S3_WRITE_REQUESTS, 3L)
            .build();
    SpanRecord worker =
        span("9", "1")
            .service("worker")
            .with(CairnAttributes.USER_ID, "ada")
            .with(CairnAttributes.TENANT_ID, "acme")
            .with(CairnAttributes.ORIGIN_REQUEST, "POST /photos")
            .with(CairnAttributes.ORIGIN_TRACE_ID, traceId("1"))
            .build();
    SpanRecord workersCall =
        write("9", "2", "s3://photos/a")
            .parent("1")
            .service("worker")
            .with(CairnAttributes.ORIGIN_TRACE_ID, traceId("1"))
            .with(CairnAttributes.COST_S3_WRITE_REQUESTS, 1L)
            .with(CairnAttributes.COST_DYNAMODB_ESTIMATED, true)
            .build();

    JsonNode rows = rows("route", post, inner, worker, workersCall);

    assertThat(rows).hasSize(1);
    assertThat(rows.at("/0/route").asText()).isEqualTo("POST /photos");
    assertThat(rows.at("/0/requests").asInt()).isEqualTo(1);
    assertThat(rows.at("/0/s3WriteRequests").asInt()).isEqualTo(6);
    assertThat(rows.at("/0/dynamodbWriteUnits").asDouble()).isEqualTo(1.5);
    assertThat(rows.at("/0/capacity").asText()).isEqualTo("estimated");
    assertThat(rows.at("/0/callsWithoutCost").asInt()).isZero();
  }

  @Test
  void pollThatNobodyRequested_isNoRequest_andNoRowWithoutCost() {
    SpanRecord poll = span("2", "1").kind(SpanKind.CLIENT, "DynamoDB.Scan").build();
    SpanRecord dear =
        span("3", "1")
            .kind(SpanKind.CLIENT, "DynamoDB.Scan")
            .with(CairnAttributes.COST_DYNAMODB_REQUESTS, 1L)
            .build();

    assertThat(rows("tenant", poll)).isEmpty();
    assertThat(rows("tenant", poll, dear)).hasSize(1);
    assertThat(rows("tenant", poll, dear).at("/0/requests").asInt(-1)).isZero();
    assertThat(rows("tenant", poll, dear).at("/0/tenant").isNull()).isTrue();
  }

  @Test
  void unitsThatAwsReturned_areMeasured() {
    assertThat(rows("tenant", post).at("/0/capacity").asText()).isEqualTo("measured");
    assertThat(rows("user", post).at("/0/user").asText()).isEqualTo("ada");
    assertThat(rows("user", post).at("/0/tenant").asText()).isEqualTo("acme");
  }
}
