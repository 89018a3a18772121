// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.handlers.AsyncHandler;
import com.amazonaws.services.dynamodbv2.AmazonDynamoDB;
import com.amazonaws.services.dynamodbv2.AmazonDynamoDBAsync;
import com.amazonaws.services.dynamodbv2.model.AttributeValue;
import com.amazonaws.services.dynamodbv2.model.DescribeTableRequest;
import com.amazonaws.services.dynamodbv2.model.PutItemRequest;
import com.amazonaws.services.dynamodbv2.model.PutItemResult;
import com.amazonaws.services.dynamodbv2.model.ResourceNotFoundException;
import com.amazonaws.waiters.WaiterParameters;
import dev.cairn.Cairn;
import dev.cairn.CairnAttributes;
import dev.cairn.Origin;
import dev.cairn.contract.Telemetry;
import dev.cairn.local.LocalAws;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What stands before a client of the AWS SDK 1.x is the client, and hears the end of each call. */
class DelegateV1Test {
  @RegisterExtension final Telemetry telemetry = new Telemetry();

  private final String table = LocalClients.newTable();
  private AmazonDynamoDB client;
  private AmazonDynamoDBAsync async;

  @BeforeEach
  void open() {
    CairnDynamoDbV1 decorator =
        CairnDynamoDbV1.builder(Cairn.create(telemetry.openTelemetry())).key(table, "pk").build();
    client = decorator.build(LocalClients.dynamoDbV1());
    async = decorator.build(LocalClients.dynamoDbV1Async());
  }

  @AfterEach
  void close() {
    LocalAws.shared().reset();
    client.shutdown();
    async.shutdown();
  }

  private static Map<String, AttributeValue> item(String pk) {
    return Map.of("pk", new AttributeValue(pk));
  }

  private PutItemRequest put(String pk) {
    return new PutItemRequest(table, item(pk));
  }

  private Scope asAda() {
    Span entry = telemetry.openTelemetry().getTracer("test").spanBuilder("POST /").startSpan();
    entry.end();
    return Origin.begin("POST /", "photo-api", entry).makeCurrent();
  }

  @Test
  void delegate_isAClient_equalToItselfAlone() {
    assertThat(client).isEqualTo(client).isNotEqualTo(async);
    assertThat(client.toString()).contains("AmazonDynamoDBClient");
    client.waiters().tableExists().run(new WaiterParameters<>(new DescribeTableRequest(table)));
  }

  @Test
  void error_isTheVeryOneOfTheClient() {
    assertThatThrownBy(() -> client.getItem("none", item("cat")))
        .isInstanceOf(ResourceNotFoundException.class)
        .hasNoCause();
    assertThatThrownBy(() -> async.getItemAsync("none", item("cat")).get())
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(ResourceNotFoundException.class);
  }

  @Test
  void cachedMetadata_areFoundByTheApplicationsRequest() {
    PutItemRequest request = put("cat");
    try (Scope ignored = asAda()) {
      client.putItem(request);
    }
    assertThat(client.getCachedResponseMetadata(request).getRequestId()).isNotEmpty();
  }

  @Test
  void asyncHandler_isToldTheApplicationsOwnRequest_beforeTheFutureIsDone() throws Exception {
    PutItemRequest request = put("cat");
    AtomicReference<PutItemRequest> told = new AtomicReference<>();
    AtomicReference<Exception> failed = new AtomicReference<>();
    AsyncHandler<PutItemRequest, PutItemResult> handler =
        new AsyncHandler<>() {
          @Override
          public void onError(Exception exception) {
            failed.set(exception);
          }

          @Override
          public void onSuccess(PutItemRequest request, PutItemResult result) {
            told.set(request);
          }
        };
    try (Scope ignored = asAda()) {
      async.putItemAsync(request, handler).get();
      assertThat(told.get()).isSameAs(request);
      async.putItemAsync(table, item("dog"), handler).get();
      assertThat(told.get().getItem()).as("without the stamp").isEqualTo(item("dog"));

      Future<PutItemResult> fails =
          async.putItemAsync(new PutItemRequest("none", item("x")), handler);
      assertThatThrownBy(fails::get).hasCause(failed.get());
    }
    assertThat(failed.get()).isInstanceOf(ResourceNotFoundException.class);
  }

  @Test
  void asyncHandlerThatThrows_failsTheFuture_asItDoesBare() {
    AsyncHandler<PutItemRequest, PutItemResult> broken =
        new AsyncHandler<>() {
          @Override
          public void onError(Exception exception) {}

          @Override
          public void onSuccess(PutItemRequest request, PutItemResult result) {
            throw new IllegalStateException("application's own");
          }
        };
    AmazonDynamoDBAsync bare = LocalClients.dynamoDbV1Async().build();
    for (AmazonDynamoDBAsync each : new AmazonDynamoDBAsync[] {bare, async}) {
      assertThatThrownBy(() -> each.putItemAsync(put("cat"), broken).get())
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(IllegalStateException.class);
    }
    bare.shutdown();
  }

  @Test
  void asyncCall_runsInTheCallersContext() throws Exception {
    Span parent = telemetry.openTelemetry().getTracer("test").spanBuilder("parent").startSpan();
    Future<PutItemResult> future;
    try (Scope ignored = parent.makeCurrent()) {
      future = async.putItemAsync(put("cat"));
    }
    future.get();
    parent.end();

    assertThat(telemetry.span("DynamoDB.PutItem").getParentSpanId())
        .isEqualTo(parent.getSpanContext().getSpanId());
  }

  @Test
  void cancelledFuture_endsItsSpan() {
    LocalAws.shared().delay("DynamoDB.PutItem", Duration.ofSeconds(2));
    Future<PutItemResult> future = async.putItemAsync(put("cat"));
    telemetry.awaitThat(() -> LocalAws.shared().requests("DynamoDB.PutItem") > 0);
    future.cancel(true);

    SpanData span = telemetry.span("DynamoDB.PutItem");
    assertThat(span.getAttributes().get(CairnAttributes.OUTCOME)).isEqualTo("unknown");
    assertThat(future.isCancelled()).isTrue();
  }
}
