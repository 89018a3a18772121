// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.cli;

import dev.cairn.CairnAttributes;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.logs.Logger;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.logs.OtlpHttpLogRecordExporter;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.export.BatchLogRecordProcessor;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Random traffic of a service, sent as Cairn's spans and events, and beside it, by its own words
 * and never read from a span, what happened: what answers are checked against.
 */
final class Traffic implements AutoCloseable {
  /** Who has the same name in two tenants is two people. */
  static final List<Who> WHO =
      List.of(
          new Who("ada", "acme"),
          new Who("bob", "acme"),
          new Who("ada", "globex"),
          new Who("=1+1; DROP TABLE span\u202e\n\"", "globex"));

  static final Instant START = Instant.parse("2026-11-23T10:00:00Z");
  private static final List<String> OUTCOMES =
      List.of("applied", "applied", "applied", "applied", "rejected", "unknown");

  /** Thresholds exactly, and a nanosecond beside them. */
  private static final long[] DURATIONS = {
    1_000_000, 5_000_000, 5_000_001, 9_999_999, 10_000_000, 10_000_001, 100_000_001, 3_000_000_000L
  };

  final List<Error> errors = new ArrayList<>();
  final List<Call> calls = new ArrayList<>();
  final List<Item> items = new ArrayList<>();
  final List<Event> events = new ArrayList<>();
  final List<Cost> costs = new ArrayList<>();

  record Who(String user, String tenant) {}

  record Error(Who who, String type, String masked, int status, String trace) {}

  record Call(Who who, String table, String operation, String outcome, long nanos) {}

  record Item(Who who, String trace, String address, String outcome) {}

  record Event(Who who, String name) {}

  record Cost(Who who, String route, long s3Writes, double writeUnits, boolean estimated) {}

  private final SdkTracerProvider tracing;
  private final SdkLoggerProvider logging;
  private final Tracer tracer;
  private final Logger logger;
  private final Random random;
  private Instant now = START;

  Traffic(ExplorerServer explorer, long seed) {
    random = new Random(seed);
    Resource resource =
        Resource.create(Attributes.of(AttributeKey.stringKey("service.name"), "photo-api"));
    tracing =
        SdkTracerProvider.builder()
            .setResource(resource)
            .addSpanProcessor(
                BatchSpanProcessor.builder(
                        OtlpGrpcSpanExporter.builder().setEndpoint(explorer.grpcUrl()).build())
                    .setMaxQueueSize(100_000)
                    .build())
            .build();
    logging =
        SdkLoggerProvider.builder()
            .setResource(resource)
            .addLogRecordProcessor(
                BatchLogRecordProcessor.builder(
                        OtlpHttpLogRecordExporter.builder()
                            .setEndpoint(explorer.httpUrl() + "/v1/logs")
                            .setCompression("gzip")
                            .build())
                    .setMaxQueueSize(100_000)
                    .build())
            .build();
    tracer = tracing.get("dev.cairn.http");
    logger = logging.get("dev.cairn");
  }

  void requests(int count) {
    for (int i = 0; i < count; i++) {
      now = now.plusMillis(1 + random.nextInt(60_000));
      request(WHO.get(random.nextInt(WHO.size())), random.nextBoolean() ? "POST" : "PUT");
    }
  }

  private void request(Who who, String method) {
    Span span =
        tracer
            .spanBuilder(method + " /photos/{id}")
            .setSpanKind(SpanKind.SERVER)
            .setNoParent()
            .setStartTimestamp(now)
            .startSpan();
    String trace = span.getSpanContext().getTraceId();
    describe(span, who, method, trace);
    span.setAttribute(CairnAttributes.HTTP_REQUEST_METHOD, method);
    span.setAttribute(CairnAttributes.HTTP_ROUTE, "/photos/{id}");
    Context within = Context.root().with(span);
    for (int i = random.nextInt(4); i > 0; i--) {
      if (random.nextInt(5) == 0) {
        batch(within, who, method, trace);
      } else {
        write(within, who, method, trace);
      }
    }
    for (int i = random.nextInt(3); i > 0; i--) {
      event(within, who, random.nextInt(3) == 0 ? "cursed" : "thanked");
    }
    cost(span, who, method);
    fail(span, within, who);
    span.end(now.plusMillis(50));
  }

  /** As a server whose handler throws; as one that answers 5xx; as one that catches and reports. */
  private void fail(Span span, Context within, Who who) {
    String trace = span.getSpanContext().getTraceId();
    int number = random.nextInt(1_000_000);
    switch (random.nextInt(8)) {
      case 0 -> {
        span.setAttribute(CairnAttributes.HTTP_RESPONSE_STATUS_CODE, 500L);
        span.setStatus(StatusCode.ERROR);
        exception(span, "no photo " + number + " for 'x" + number + "'");
        errors.add(new Error(who, "java.io.IOException", "no photo # for #", 500, trace));
      }
      case 1 -> {
        span.setAttribute(CairnAttributes.HTTP_RESPONSE_STATUS_CODE, 503L);
        span.setAttribute(CairnAttributes.ERROR_TYPE, "503");
        errors.add(new Error(who, "503", null, 503, trace));
      }
      case 2 -> {
        // Before anybody knew who asks: the record of it names no user, the request does.
        span.setAttribute(CairnAttributes.HTTP_RESPONSE_STATUS_CODE, 200L);
        logger
            .logRecordBuilder()
            .setContext(within)
            .setTimestamp(now.plusMillis(2))
            .setEventName("exception")
            .setAttribute(CairnAttributes.EXCEPTION_TYPE, "app.TokenException")
            .setAttribute(CairnAttributes.EXCEPTION_MESSAGE, "token " + number + " is old")
            .emit();
        errors.add(new Error(who, "app.TokenException", "token # is old", 0, trace));
      }
      default -> span.setAttribute(CairnAttributes.HTTP_RESPONSE_STATUS_CODE, 200L);
    }
  }

  private void exception(Span span, String message) {
    span.addEvent(
        "exception",
        Attributes.of(
            CairnAttributes.EXCEPTION_TYPE,
            "java.io.IOException",
            CairnAttributes.EXCEPTION_MESSAGE,
            message),
        now.plusMillis(3));
  }

  private void write(Context within, Who who, String method, String trace) {
    boolean s3 = random.nextInt(3) == 0;
    String outcome = pick(OUTCOMES);
    String table = s3 ? "files" : random.nextBoolean() ? "photos" : "thumbnails";
    String operation = s3 ? "PutObject" : random.nextBoolean() ? "PutItem" : "UpdateItem";
    String address = (s3 ? "s3://" : "dynamodb://") + table + "/" + random.nextInt(50);
    long nanos = DURATIONS[random.nextInt(DURATIONS.length)];
    Span span = call(within, operation, who, method, trace);
    span.setAttribute(
        s3 ? CairnAttributes.RPC_METHOD : CairnAttributes.DB_OPERATION_NAME, operation);
    if (!s3) {
      span.setAttribute(CairnAttributes.DB_SYSTEM_NAME, "aws.dynamodb");
      span.setAttribute(CairnAttributes.DB_COLLECTION_NAME, table);
    }
    span.setAttribute(CairnAttributes.ADDRESS, address);
    span.setAttribute(CairnAttributes.OUTCOME, outcome);
    span.end(now.plusNanos(nanos));
    calls.add(new Call(who, table, operation, outcome, nanos));
    items.add(new Item(who, trace, address, outcome));
  }

  /** Up to 250 items, in spans of 100; its outcome is that of its luckiest item. */
  private void batch(Context within, Who who, String method, String trace) {
    int size = 1 + random.nextInt(250);
    long nanos = DURATIONS[random.nextInt(DURATIONS.length)];
    List<String> addresses = new ArrayList<>();
    List<String> outcomes = new ArrayList<>();
    boolean unlucky = random.nextInt(4) == 0;
    for (int i = 0; i < size; i++) {
      addresses.add("dynamodb://photos/batch-" + i);
      outcomes.add(unlucky ? "rejected" : pick(OUTCOMES));
      items.add(new Item(who, trace, addresses.get(i), outcomes.get(i)));
    }
    for (int from = 0; from < size; from += 100) {
      int to = Math.min(size, from + 100);
      Span span = call(within, "BatchWriteItem", who, method, trace);
      span.setAttribute(CairnAttributes.DB_OPERATION_NAME, "BatchWriteItem");
      span.setAttribute(CairnAttributes.DB_SYSTEM_NAME, "aws.dynamodb");
      span.setAttribute(CairnAttributes.ADDRESSES, addresses.subList(from, to));
      span.setAttribute(CairnAttributes.OUTCOMES, outcomes.subList(from, to));
      if (from > 0) {
        span.setAttribute(CairnAttributes.ITEMS_FROM, (long) from);
      }
      span.end(now.plusNanos(nanos));
    }
    List<String> first = outcomes.subList(0, Math.min(size, 100));
    String outcome =
        first.contains("applied") ? "applied" : first.contains("unknown") ? "unknown" : "rejected";
    calls.add(new Call(who, "photos", "BatchWriteItem", outcome, nanos));
  }

  private Span call(Context within, String operation, Who who, String method, String trace) {
    SpanBuilder builder =
        tracer
            .spanBuilder(operation)
            .setSpanKind(SpanKind.CLIENT)
            .setParent(within)
            .setStartTimestamp(now);
    Span span = builder.startSpan();
    describe(span, who, method, trace);
    return span;
  }

  private void event(Context within, Who who, String name) {
    boolean known = random.nextInt(6) > 0;
    logger
        .logRecordBuilder()
        .setContext(within)
        .setTimestamp(now)
        .setEventName(name)
        .setAttribute(CairnAttributes.USER_ID, known ? who.user : null)
        .setAttribute(CairnAttributes.TENANT_ID, who.tenant)
        .emit();
    events.add(new Event(known ? who : new Who(null, who.tenant), name));
  }

  private void cost(Span span, Who who, String method) {
    long writes = random.nextInt(5);
    double units = random.nextInt(40) / 2.0;
    boolean estimated = random.nextInt(10) == 0;
    span.setAttribute(CairnAttributes.COST_S3_WRITE_REQUESTS, writes);
    span.setAttribute(CairnAttributes.COST_DYNAMODB_WRITE_UNITS, units);
    if (estimated) {
      span.setAttribute(CairnAttributes.COST_DYNAMODB_ESTIMATED, true);
    }
    costs.add(new Cost(who, method + " /photos/{id}", writes, units, estimated));
  }

  private static void describe(Span span, Who who, String method, String trace) {
    span.setAttribute(CairnAttributes.USER_ID, who.user);
    span.setAttribute(CairnAttributes.TENANT_ID, who.tenant);
    span.setAttribute(CairnAttributes.ORIGIN_REQUEST, method + " /photos/{id}");
    span.setAttribute(CairnAttributes.ORIGIN_SERVICE, "photo-api");
    span.setAttribute(CairnAttributes.ORIGIN_TRACE_ID, trace);
  }

  private <T> T pick(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  Instant end() {
    return now.plus(Duration.ofHours(1));
  }

  /** Waits until all of it is in the explorer's store. */
  @Override
  public void close() {
    logging.shutdown().join(20, TimeUnit.SECONDS);
    tracing.shutdown().join(20, TimeUnit.SECONDS);
  }
}
