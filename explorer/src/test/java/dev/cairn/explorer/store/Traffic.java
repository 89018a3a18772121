// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.store;

import dev.cairn.CairnAttributes;
import dev.cairn.explorer.store.SpanRecord.Content;
import dev.cairn.explorer.store.SpanRecord.Event;
import dev.cairn.explorer.store.SpanRecord.Identity;
import dev.cairn.explorer.store.SpanRecord.Link;
import dev.cairn.explorer.store.SpanRecord.Operation;
import dev.cairn.explorer.store.SpanRecord.Status;
import dev.cairn.explorer.store.SpanRecord.Times;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.SpanKind;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Traffic for benchmarks, the same at every run: a million traces of ten spans a week, one request
 * with three writes, three reads and three steps on average, some twelve attributes a span; 20,000
 * users of 500 tenants; 3 million objects and records. Two in a hundred requests fail, one in ten
 * thanks.
 */
public final class Traffic {
  static final int SPANS_A_TRACE = 10;
  static final long TRACES_A_WEEK = 1_000_000;
  static final int USERS = 20_000;
  static final int TENANTS = 500;
  static final int THINGS = 3_000_000;

  /** 2026-09-21, a Monday. */
  static final long START = TimeUnit.SECONDS.toNanos(1_789_948_800);

  static final long STEP = TimeUnit.DAYS.toNanos(7) / TRACES_A_WEEK;
  private static final int SERVICES = 8;

  private final List<Emitter> emitters =
      IntStream.range(0, SERVICES)
          .mapToObj(
              i ->
                  new Emitter(
                      Attributes.of(
                          AttributeKey.stringKey("service.name"), "service-" + i,
                          AttributeKey.stringKey("host.name"), "host-" + i),
                      "dev.cairn"))
          .toList();

  /** One trace while it is made. */
  private final class Making {
    private final SplittableRandom random;
    private final long user;
    private final String traceId;
    private final String root;
    private final String route;
    private final int service;
    private final Attributes common;
    private final List<SpanRecord> spans = new ArrayList<>(SPANS_A_TRACE);
    private long now;

    Making(long trace) {
      random = new SplittableRandom(trace);
      user = random.nextInt(USERS);
      traceId = id() + id();
      root = id();
      route = "/things/{id}/" + random.nextInt(20);
      service = random.nextInt(SERVICES / 2);
      now = START + trace * STEP;
      common =
          Attributes.builder()
              .put(CairnAttributes.USER_ID, user(user))
              .put(CairnAttributes.TENANT_ID, tenant(user))
              .put(CairnAttributes.ORIGIN_REQUEST, "POST " + route)
              .put(CairnAttributes.ORIGIN_SERVICE, "service-" + service)
              .put(CairnAttributes.ORIGIN_TRACE_ID, traceId)
              .build();
    }

    private String id() {
      return HexFormat.of().toHexDigits(random.nextLong() | 1);
    }

    List<SpanRecord> spans() {
      request();
      while (spans.size() < SPANS_A_TRACE) {
        now += random.nextInt(5_000_000);
        int what = random.nextInt(9);
        if (what < 3) {
          storage("Put", List.of(), true);
        } else if (what < 6) {
          Link writer = new Link(id() + id(), id(), "written_by");
          storage("Get", random.nextInt(3) == 0 ? List.of(writer) : List.of(), false);
        } else {
          step(what);
        }
      }
      return spans;
    }

    private void request() {
      boolean fails = random.nextInt(50) == 0;
      Event exception =
          new Event(
              now,
              EventRecord.EXCEPTION,
              Attributes.of(
                  CairnAttributes.EXCEPTION_TYPE,
                  "java.lang.IllegalStateException",
                  CairnAttributes.EXCEPTION_MESSAGE,
                  "order " + random.nextInt(10_000) + " is closed"));
      add(
          root,
          service,
          new What("POST " + route, SpanKind.SERVER, TimeUnit.MILLISECONDS.toNanos(120)),
          new Content(
              common.toBuilder()
                  .put(CairnAttributes.HTTP_REQUEST_METHOD, "POST")
                  .put(CairnAttributes.HTTP_ROUTE, route)
                  .put(CairnAttributes.URL_PATH, "/things/" + random.nextInt(1_000_000))
                  .put(CairnAttributes.HTTP_RESPONSE_STATUS_CODE, fails ? 500L : 200L)
                  .put(CairnAttributes.CLIENT_ADDRESS, "10.0.0." + random.nextInt(255))
                  .put(CairnAttributes.COST_S3_WRITE_REQUESTS, 2L)
                  .put(CairnAttributes.COST_DYNAMODB_WRITE_UNITS, 2.0)
                  .build(),
              List.of(),
              fails ? List.of(exception) : List.of()));
    }

    private void storage(String verb, List<Link> links, boolean write) {
      long thing = random.nextInt(THINGS);
      boolean s3 = isObject(thing);
      String operation = verb + (s3 ? "Object" : "Item");
      AttributesBuilder attributes =
          common.toBuilder()
              .put(CairnAttributes.ADDRESS, address(thing))
              .put(CairnAttributes.HTTP_RESPONSE_STATUS_CODE, 200L)
              .put(CairnAttributes.AWS_REQUEST_ID, id())
              .put(CairnAttributes.CLOUD_REGION, "eu-central-1");
      if (s3) {
        attributes
            .put(CairnAttributes.AWS_S3_BUCKET, "bucket-" + thing % 20)
            .put(CairnAttributes.AWS_S3_KEY, key(thing))
            .put(CairnAttributes.RPC_METHOD, operation);
      } else {
        attributes
            .put(CairnAttributes.DB_SYSTEM_NAME, "aws.dynamodb")
            .put(CairnAttributes.DB_COLLECTION_NAME, "table-" + thing % 20)
            .put(CairnAttributes.DB_OPERATION_NAME, operation);
      }
      if (write) {
        attributes.put(CairnAttributes.OUTCOME, "applied").put(CairnAttributes.STAMP, "written");
      }
      long duration = (long) (1_000_000 * Math.exp(random.nextDouble() * 5));
      add(
          id(),
          service,
          new What((s3 ? "S3." : "DynamoDB.") + operation, SpanKind.CLIENT, duration),
          new Content(attributes.build(), links, List.of()));
    }

    private void step(int what) {
      add(
          id(),
          service + what % 4,
          new What("step " + what, SpanKind.INTERNAL, random.nextInt(1_000_000)),
          new Content(
              common.toBuilder()
                  .put("thread.id", 12L)
                  .put("thread.name", "worker-1")
                  .put("code.function.name", "Thing.step" + what)
                  .put("retries", 0L)
                  .put("ratio", random.nextDouble())
                  .put("cached", true)
                  .put("region", "eu-1")
                  .build(),
              List.of(),
              List.of()));
    }

    private record What(String name, SpanKind kind, long duration) {}

    private void add(String spanId, int from, What what, Content content) {
      spans.add(
          new SpanRecord(
              new Identity(traceId, spanId, spans.isEmpty() ? null : root),
              new Operation(emitters.get(from), what.name, what.kind, Status.UNSET),
              new Times(now, now + what.duration),
              content));
    }
  }

  /** Returns the spans of a trace. */
  public List<SpanRecord> trace(long number) {
    return new Making(number).spans();
  }

  /** Returns the spans of some traces, and the events that happened in them. */
  Batch batch(long from, long to) {
    List<SpanRecord> spans = new ArrayList<>();
    List<EventRecord> events = new ArrayList<>();
    for (long trace = from; trace < to; trace++) {
      spans.addAll(trace(trace));
      if (trace % 10 == 0) {
        events.add(thanked(spans.get(spans.size() - SPANS_A_TRACE)));
      }
    }
    return new Batch(spans, events, List.of(), 0);
  }

  private static EventRecord thanked(SpanRecord request) {
    return new EventRecord(
        request.operation().emitter(),
        "thanked",
        request.times().startNanos(),
        new EventRecord.Where(request.traceId(), request.spanId()),
        Attributes.of(
            CairnAttributes.USER_ID, request.attribute(CairnAttributes.USER_ID),
            CairnAttributes.TENANT_ID, request.attribute(CairnAttributes.TENANT_ID)));
  }

  static String user(long number) {
    return "user-" + number;
  }

  static String tenant(long user) {
    return "tenant-" + user % TENANTS;
  }

  private static boolean isObject(long thing) {
    return thing % 2 == 0;
  }

  private static String key(long thing) {
    return "objects/" + thing % 977 + "/" + thing + ".bin";
  }

  /** Returns the address of an object or record. */
  static String address(long thing) {
    return isObject(thing)
        ? "s3://bucket-" + thing % 20 + "/" + key(thing)
        : "dynamodb://table-" + thing % 20 + "/item-" + thing;
  }
}
