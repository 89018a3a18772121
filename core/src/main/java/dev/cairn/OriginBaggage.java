// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn;

import io.opentelemetry.api.trace.SpanContext;

/**
 * An origin as members of a W3C baggage header: {@code user.id}, {@code tenant.id}, {@code
 * session.id}, {@code cairn.request}, {@code cairn.service} and {@code cairn.origin} (the entry
 * span context, written as a traceparent).
 *
 * @see <a href="https://www.w3.org/TR/baggage/">W3C Baggage</a>
 */
final class OriginBaggage {
  /** Well inside the 8192 bytes that W3C asks every hop to carry: the application has its own. */
  static final int MAX_LENGTH = 1024;

  private static final String USER = "user.id";
  private static final String TENANT = "tenant.id";
  private static final String SESSION = "session.id";
  private static final String REQUEST = "cairn.request";
  private static final String SERVICE = "cairn.service";
  private static final String ENTRY = "cairn.origin";

  private OriginBaggage() {}

  static String encode(Origin origin) {
    if (!origin.isPresent()) {
      return "";
    }
    String kept =
        ENTRY
            + '='
            + Traceparent.encode(origin.spanContext())
            + member(USER, origin.user())
            + member(TENANT, origin.tenant())
            + member(SERVICE, origin.service());
    String session = member(SESSION, origin.session());
    String request = member(REQUEST, origin.request());
    if (kept.length() + session.length() + request.length() <= MAX_LENGTH) {
      return kept + session + request;
    }
    return kept.length() + session.length() <= MAX_LENGTH ? kept + session : kept;
  }

  private static String member(String key, String value) {
    return value == null || value.isEmpty()
        ? ""
        : ',' + key + '=' + Percent.encode(value, Percent.VALUE);
  }

  static Origin decode(String header) {
    if (header == null) {
      return Origin.none();
    }
    String[] found = new String[6];
    for (String member : header.split(",")) {
      int equals = member.indexOf('=');
      int slot = equals < 0 ? -1 : slot(member.substring(0, equals).trim());
      if (slot >= 0) {
        int properties = member.indexOf(';', equals);
        String value = member.substring(equals + 1, properties < 0 ? member.length() : properties);
        found[slot] = Percent.decode(value.trim());
      }
    }
    SpanContext entry = found[5] == null ? SpanContext.getInvalid() : Traceparent.parse(found[5]);
    return entry.isValid()
        ? Origin.received(found[3], found[4], entry, new Origin.Who(found[0], found[1], found[2]))
        : Origin.none();
  }

  private static int slot(String key) {
    return switch (key) {
      case USER -> 0;
      case TENANT -> 1;
      case SESSION -> 2;
      case REQUEST -> 3;
      case SERVICE -> 4;
      case ENTRY -> 5;
      default -> -1;
    };
  }
}
