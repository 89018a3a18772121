// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.Cairn;
import dev.cairn.CairnAttributes;
import dev.cairn.Origin;
import dev.cairn.contract.Telemetry;
import dev.cairn.local.LocalAws;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

/** What stands before a client of the AWS SDK 2.x is the client, and hears the end of each call. */
class DelegateTest {
  @RegisterExtension final Telemetry telemetry = new Telemetry();

  private final String table = LocalClients.newTable();
  private Cairn cairn;
  private DynamoDbClient client;
  private DynamoDbAsyncClient async;

  @BeforeEach
  void open() {
    cairn = Cairn.create(telemetry.openTelemetry());
    CairnDynamoDb decorator = CairnDynamoDb.builder(cairn).key(table, "pk").build();
    client = decorator.build(LocalClients.dynamoDb());
    async = decorator.build(LocalClients.dynamoDbAsync());
  }

  @AfterEach
  void close() {
    LocalAws.shared().reset();
    client.close();
    async.close();
  }

  private static Map<String, AttributeValue> item(String pk) {
    return Map.of("pk", AttributeValue.fromS(pk));
  }

  private void put(int items) {
    IntStream.range(0, items)
        .forEach(i -> client.putItem(b -> b.tableName(table).item(item("cat-" + i))));
    telemetry.reset();
  }

  @Test
  void delegate_isAClient_equalToItselfAlone() {
    assertThat(client).isEqualTo(client).isNotEqualTo(async);
    assertThat(client.hashCode()).isEqualTo(client.hashCode());
    assertThat(client.toString()).contains("DefaultDynamoDbClient");
    assertThat(client.serviceName()).isEqualTo("dynamodb");
    assertThat(client.serviceClientConfiguration().region()).isNotNull();
  }

  @Test
  void error_isTheVeryOneOfTheClient() {
    assertThatThrownBy(() -> client.getItem(b -> b.tableName("none").key(item("cat"))))
        .isInstanceOf(ResourceNotFoundException.class)
        .hasNoCause();
    assertThatThrownBy(() -> async.getItem(b -> b.tableName("none").key(item("cat"))).join())
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(ResourceNotFoundException.class);
  }

  @Test
  void waiters_work() {
    assertThat(client.waiter().waitUntilTableExists(b -> b.tableName(table)).matched().response())
        .isPresent();
    assertThat(
            async
                .waiter()
                .waitUntilTableExists(b -> b.tableName(table))
                .join()
                .matched()
                .response())
        .isPresent();
  }

  @Test
  void paginator_isASpanForEachPage() {
    put(5);
    Span parent = telemetry.openTelemetry().getTracer("test").spanBuilder("parent").startSpan();
    try (Scope ignored = parent.makeCurrent()) {
      assertThat(client.scanPaginator(b -> b.tableName(table).limit(2)).items()).hasSize(5);
    } finally {
      parent.end();
    }

    assertThat(telemetry.spans("DynamoDB.Scan"))
        .hasSize(3)
        .extracting(SpanData::getTraceId)
        .containsOnly(parent.getSpanContext().getTraceId());
  }

  @Test
  void asyncPaginator_staysInTheCallersTrace() {
    put(5);
    Span parent = telemetry.openTelemetry().getTracer("test").spanBuilder("parent").startSpan();
    List<Object> items = new CopyOnWriteArrayList<>();
    CompletableFuture<Void> done;
    try (Scope ignored = parent.makeCurrent()) {
      done = async.scanPaginator(b -> b.tableName(table).limit(2)).items().subscribe(items::add);
    }
    done.join();
    parent.end();

    assertThat(items).hasSize(5);
    assertThat(telemetry.spans("DynamoDB.Scan"))
        .hasSize(3)
        .extracting(SpanData::getTraceId)
        .containsOnly(parent.getSpanContext().getTraceId());
  }

  @Test
  void parallelScan_isASpanForEachSegment() {
    put(8);
    List<CompletableFuture<Integer>> segments =
        IntStream.range(0, 4)
            .mapToObj(
                segment ->
                    async
                        .scan(b -> b.tableName(table).segment(segment).totalSegments(4))
                        .thenApply(response -> response.items().size()))
            .toList();

    assertThat(segments.stream().mapToInt(CompletableFuture::join).sum()).isEqualTo(8);
    assertThat(telemetry.spans("DynamoDB.Scan")).hasSize(4);
  }

  @Test
  void asyncCall_runsInTheCallersContext_andLeavesNoneBehind() {
    Span parent = telemetry.openTelemetry().getTracer("test").spanBuilder("parent").startSpan();
    CompletableFuture<PutItemResponse> future;
    try (Scope ignored = parent.makeCurrent()) {
      future = async.putItem(b -> b.tableName(table).item(item("cat")));
      assertThat(Span.current()).isSameAs(parent);
    }
    future.join();
    parent.end();

    assertThat(telemetry.span("DynamoDB.PutItem").getParentSpanId())
        .isEqualTo(parent.getSpanContext().getSpanId());
  }

  @Test
  void span_hasEnded_whenTheAsyncCallerHearsOfTheEnd() {
    AtomicBoolean ended = new AtomicBoolean();
    async
        .putItem(b -> b.tableName(table).item(item("cat")))
        .whenComplete((r, e) -> ended.set(!telemetry.spans("DynamoDB.PutItem").isEmpty()))
        .join();
    assertThat(ended).isTrue();

    ended.set(false);
    async
        .getItem(b -> b.tableName("none").key(item("cat")))
        .whenComplete((r, e) -> ended.set(!telemetry.spans("DynamoDB.GetItem").isEmpty()))
        .exceptionally(e -> null)
        .join();
    assertThat(ended).isTrue();
  }

  @Test
  void cancelledFuture_endsItsSpan_andReachesTheCall() {
    LocalAws.shared().delay("DynamoDB.PutItem", Duration.ofSeconds(2));
    for (boolean stamped : new boolean[] {false, true}) {
      telemetry.reset();
      CompletableFuture<PutItemResponse> future;
      try (Scope ignored = origin(stamped).makeCurrent()) {
        future = async.putItem(b -> b.tableName(table).item(item("cat")));
      }
      telemetry.awaitThat(() -> LocalAws.shared().requests("DynamoDB.PutItem") > 0);
      future.cancel(true);

      SpanData span = telemetry.span("DynamoDB.PutItem");
      assertThat(span.getAttributes().get(CairnAttributes.OUTCOME)).isEqualTo("unknown");
      assertThat(span.getAttributes().get(CairnAttributes.ERROR_TYPE))
          .isEqualTo(CancellationException.class.getName());
      assertThat(future).isCancelled();
      LocalAws.shared().reset();
      LocalAws.shared().delay("DynamoDB.PutItem", Duration.ofSeconds(2));
    }
  }

  private static Context origin(boolean present) {
    Span remote =
        Span.wrap(
            SpanContext.createFromRemoteParent(
                "4bf92f3577b34da6a3ce929d0e0e4736",
                "00f067aa0ba902b7",
                TraceFlags.getSampled(),
                TraceState.getDefault()));
    return present
        ? Context.root().with(Origin.begin("POST /photos", "photo-api", remote))
        : Context.root();
  }

  @Test
  void interceptorAlone_endsTheSpanOfACancelledCall_whenTheSdkForgetsIt() {
    LocalAws.shared().delay("DynamoDB.PutItem", Duration.ofMillis(500));
    try (DynamoDbAsyncClient bare =
        LocalClients.dynamoDbAsync()
            .overrideConfiguration(
                c -> c.addExecutionInterceptor(CairnDynamoDb.create(cairn).interceptor()))
            .build()) {
      bare.putItem(b -> b.tableName(table).item(item("cat"))).cancel(true);
      telemetry.awaitThat(
          () -> {
            System.gc();
            return !telemetry.spans("DynamoDB.PutItem").isEmpty();
          });
    }
  }

  @Test
  void interceptorAlone_stampsAndRecords_andSendsNothingAgain() {
    LocalAws.shared().fail("DynamoDB.PutItem", 400, "AccessDeniedException", "not authorized", 1);
    try (DynamoDbClient bare =
            LocalClients.dynamoDb()
                .overrideConfiguration(
                    c -> c.addExecutionInterceptor(CairnDynamoDb.create(cairn).interceptor()))
                .build();
        Scope ignored = origin(true).makeCurrent()) {
      assertThatThrownBy(() -> bare.putItem(b -> b.tableName(table).item(item("cat"))))
          .hasMessageContaining("not authorized");
      bare.putItem(b -> b.tableName(table).item(item("cat")));
      assertThat(LocalAws.shared().requests("DynamoDB.PutItem")).isEqualTo(2);
    }
    assertThat(telemetry.spans("DynamoDB.PutItem"))
        .extracting(span -> span.getAttributes().get(CairnAttributes.OUTCOME))
        .containsExactly("rejected", "applied");
  }
}
