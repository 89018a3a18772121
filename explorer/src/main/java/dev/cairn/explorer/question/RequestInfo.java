// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.question;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cairn.CairnAttributes;
import dev.cairn.explorer.store.SpanRecord;
import java.time.Instant;

/**
 * A request as an answer names it. Null where unknown.
 *
 * @param method {@code POST}; of a job {@code job}
 * @param route {@code /photos/{id}}; of a job its name
 * @param status the response's HTTP status
 */
record RequestInfo(String method, String route, String service, Long status, Instant time) {
  static final RequestInfo UNKNOWN = new RequestInfo(null, null, null, null, null);

  /** Reads what stamps and spans call the entry request: {@code POST /photos/{id}}. */
  static RequestInfo named(String request, String service) {
    int space = request == null ? -1 : request.indexOf(' ');
    return new RequestInfo(
        space < 0 ? null : request.substring(0, space),
        request == null ? null : request.substring(space + 1),
        service,
        null,
        null);
  }

  /** Reads the span of the request itself. */
  static RequestInfo of(SpanRecord entry) {
    String method = entry.attribute(CairnAttributes.HTTP_REQUEST_METHOD);
    String route = entry.attribute(CairnAttributes.HTTP_ROUTE);
    RequestInfo named = named(entry.operation().name(), entry.service());
    return new RequestInfo(
        method == null ? named.method : method,
        route != null ? route : method == null ? named.route : null,
        entry.service(),
        entry.attribute(CairnAttributes.HTTP_RESPONSE_STATUS_CODE),
        Json.instant(entry.times().startNanos()));
  }

  /** Returns whether what is known of both is the same method, route and service. */
  boolean mayBe(RequestInfo other) {
    return mayBe(method, other.method)
        && mayBe(route, other.route)
        && mayBe(service, other.service);
  }

  private static boolean mayBe(String one, String other) {
    return one == null || other == null || one.equals(other);
  }

  /** Fills what is unknown here from another source on the same request. */
  RequestInfo or(RequestInfo other) {
    return new RequestInfo(
        method == null ? other.method : method,
        route == null ? other.route : route,
        service == null ? other.service : service,
        status == null ? other.status : status,
        time == null ? other.time : time);
  }

  ObjectNode toJson() {
    return Json.object()
        .put("method", method)
        .put("route", route)
        .put("service", service)
        .put("status", status)
        .put("time", Json.time(time));
  }

  static RequestInfo fromJson(JsonNode json) {
    return new RequestInfo(
        Json.text(json, "method"),
        Json.text(json, "route"),
        Json.text(json, "service"),
        Json.number(json, "status"),
        Json.time(json, "time"));
  }
}
