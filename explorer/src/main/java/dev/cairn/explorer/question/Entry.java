// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.question;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cairn.CairnAttributes;
import dev.cairn.Stamp;
import dev.cairn.explorer.store.SpanRecord;

/**
 * The origin of something stored: the entry request and its user. Null where unknown.
 *
 * @param traceId never null
 * @param spanId the entry request's span
 */
record Entry(String traceId, String spanId, RequestInfo request, Who who) {
  /** On whose behalf. */
  record Who(String user, String tenant) {
    Who or(Who other) {
      return new Who(user == null ? other.user : user, tenant == null ? other.tenant : tenant);
    }
  }

  /** What a stamp says. */
  static Entry of(Stamp stamp) {
    return new Entry(
        stamp.spanContext().getTraceId(),
        stamp.spanContext().getSpanId(),
        RequestInfo.named(stamp.request(), stamp.service()),
        new Who(stamp.user(), stamp.tenant()));
  }

  /** What the entry request's own span says. */
  static Entry of(SpanRecord entry) {
    return new Entry(entry.traceId(), entry.spanId(), RequestInfo.of(entry), who(entry));
  }

  /** What a span says of the origin it worked for; that of its own trace where it names none. */
  static Entry named(SpanRecord span) {
    String origin = span.attribute(CairnAttributes.ORIGIN_TRACE_ID);
    return new Entry(
        origin == null ? span.traceId() : origin,
        null,
        RequestInfo.named(
            span.attribute(CairnAttributes.ORIGIN_REQUEST),
            span.attribute(CairnAttributes.ORIGIN_SERVICE)),
        who(span));
  }

  private static Who who(SpanRecord span) {
    return new Who(
        span.attribute(CairnAttributes.USER_ID), span.attribute(CairnAttributes.TENANT_ID));
  }

  /** Returns whether it names a request or a user: more than the trace of whatever wrote. */
  boolean namesSomeone() {
    return request.route() != null || who.user() != null;
  }

  /** Fills what is unknown here from another source on the same origin. */
  Entry or(Entry other) {
    return other == null
        ? this
        : new Entry(
            traceId,
            spanId == null ? other.spanId : spanId,
            request.or(other.request),
            who.or(other.who));
  }

  ObjectNode toJson() {
    ObjectNode json = Json.object();
    json.set("request", request.toJson());
    return json.put("user", who.user)
        .put("tenant", who.tenant)
        .put("traceId", traceId)
        .put("spanId", spanId);
  }

  /** Returns null where the JSON names no trace. */
  static Entry fromJson(JsonNode json) {
    String traceId = Json.text(json, "traceId");
    return traceId == null
        ? null
        : new Entry(
            traceId,
            Json.text(json, "spanId"),
            RequestInfo.fromJson(json.path("request")),
            new Who(Json.text(json, "user"), Json.text(json, "tenant")));
  }
}
