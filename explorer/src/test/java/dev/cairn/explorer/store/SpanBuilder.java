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
import io.opentelemetry.api.trace.StatusCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Spans made by hand. Ids are written short and filled up with zeros. */
public final class SpanBuilder {
  /** When millisecond 0 of a test is. */
  public static final Instant EPOCH = Instant.parse("2026-11-23T10:15:00Z");

  private final String trace;
  private final String span;
  private final AttributesBuilder attributes = Attributes.builder();
  private final List<Link> links = new ArrayList<>();
  private String parent;
  private String service = "photo-api";
  private String scope = "test";
  private String name = "span";
  private SpanKind kind = SpanKind.INTERNAL;
  private Status status = Status.UNSET;
  private final List<Event> events = new ArrayList<>();
  private long startMs;
  private long endMs;

  private SpanBuilder(String trace, String span) {
    this.trace = trace;
    this.span = span;
  }

  public static SpanBuilder span(String trace, String span) {
    return new SpanBuilder(trace, span);
  }

  /** Returns a request of ada's as Cairn's servers make it: the origin of its own trace. */
  public static SpanBuilder request(String trace, String span, String request) {
    return span(trace, span)
        .kind(SpanKind.SERVER, request)
        .with(CairnAttributes.HTTP_REQUEST_METHOD, request.substring(0, request.indexOf(' ')))
        .with(CairnAttributes.HTTP_ROUTE, request.substring(request.indexOf(' ') + 1))
        .with(CairnAttributes.HTTP_RESPONSE_STATUS_CODE, 200L)
        .with(CairnAttributes.USER_ID, "ada")
        .with(CairnAttributes.TENANT_ID, "acme")
        .with(CairnAttributes.ORIGIN_REQUEST, request)
        .with(CairnAttributes.ORIGIN_SERVICE, "photo-api")
        .with(CairnAttributes.ORIGIN_TRACE_ID, traceId(trace));
  }

  /** Returns an applied write in the given trace, which is its origin too. */
  public static SpanBuilder write(String trace, String span, String address) {
    return span(trace, span)
        .kind(SpanKind.CLIENT, address.startsWith("s3") ? "S3.PutObject" : "DynamoDB.PutItem")
        .with(
            address.startsWith("s3")
                ? CairnAttributes.RPC_METHOD
                : CairnAttributes.DB_OPERATION_NAME,
            address.startsWith("s3") ? "PutObject" : "PutItem")
        .with(CairnAttributes.ADDRESS, address)
        .with(CairnAttributes.OUTCOME, "applied")
        .with(CairnAttributes.USER_ID, "ada")
        .with(CairnAttributes.TENANT_ID, "acme")
        .with(CairnAttributes.ORIGIN_REQUEST, "POST /photos")
        .with(CairnAttributes.ORIGIN_SERVICE, "photo-api")
        .with(CairnAttributes.ORIGIN_TRACE_ID, traceId(trace));
  }

  /** Returns a read of what another request wrote. */
  public static SpanBuilder read(String trace, String span, String address) {
    return span(trace, span)
        .kind(SpanKind.CLIENT, address.startsWith("s3") ? "S3.GetObject" : "DynamoDB.GetItem")
        .with(CairnAttributes.ADDRESS, address);
  }

  public static String traceId(String shortId) {
    return "0".repeat(32 - shortId.length()) + shortId;
  }

  public static String spanId(String shortId) {
    return "0".repeat(16 - shortId.length()) + shortId;
  }

  public SpanBuilder parent(String parentSpan) {
    parent = spanId(parentSpan);
    return this;
  }

  public SpanBuilder service(String name) {
    service = name;
    return this;
  }

  public SpanBuilder scope(String name) {
    scope = name;
    return this;
  }

  public SpanBuilder kind(SpanKind newKind, String newName) {
    kind = newKind;
    name = newName;
    return this;
  }

  public SpanBuilder failed() {
    return failed(null);
  }

  public SpanBuilder failed(String message) {
    status = new Status(StatusCode.ERROR, message);
    return this;
  }

  /** Adds an exception, as an event at the span's end. */
  public SpanBuilder thrown(String type, String message) {
    Attributes exception =
        Attributes.of(
            CairnAttributes.EXCEPTION_TYPE, type, CairnAttributes.EXCEPTION_MESSAGE, message);
    events.add(new Event(nanos(endMs), "exception", exception));
    return this;
  }

  public SpanBuilder at(long start, long end) {
    startMs = start;
    endMs = end;
    return this;
  }

  public <T> SpanBuilder with(AttributeKey<T> key, T value) {
    attributes.put(key, value);
    return this;
  }

  public SpanBuilder writtenBy(String linkedTrace, String linkedSpan) {
    links.add(new Link(traceId(linkedTrace), spanId(linkedSpan), "written_by"));
    return this;
  }

  public SpanRecord build() {
    return new SpanRecord(
        new Identity(traceId(trace), spanId(span), parent),
        new Operation(emitter(), name, kind, status),
        new Times(nanos(startMs), nanos(endMs)),
        new Content(attributes.build(), links, events));
  }

  private Emitter emitter() {
    return new Emitter(
        service == null
            ? Attributes.empty()
            : Attributes.of(AttributeKey.stringKey("service.name"), service),
        scope);
  }

  private static long nanos(long ms) {
    return TimeUnit.MILLISECONDS.toNanos(EPOCH.toEpochMilli() + ms);
  }
}
