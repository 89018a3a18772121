// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.store;

import dev.cairn.CairnAttributes;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * An error.
 *
 * @param who on whose behalf, from the attributes of the span or of the log record
 * @param httpStatus the answer's, of the span that the error is of; or null
 */
record ErrorRow(Seen seen, Attributes who, What what, Long httpStatus) implements Row {
  private static final int SERVER_ERROR = 500;

  /** Which error, each null where unknown. */
  record What(String type, String message, String group) {
    static What of(String type, String message) {
      return new What(type, message, ErrorGroup.of(message));
    }

    static What ofException(Attributes attributes) {
      return of(
          attributes.get(CairnAttributes.EXCEPTION_TYPE),
          attributes.get(CairnAttributes.EXCEPTION_MESSAGE));
    }
  }

  /** Where it was seen, and when. Ids are null where unknown. */
  record Seen(long time, String service, UUID traceId, Long spanId) {}

  /** Gives the errors of a span: its exceptions, else its status or its 5xx; no two alike. */
  static void of(Made made, Consumer<Row> rows) {
    SpanRecord span = made.span();
    Long status = span.attribute(CairnAttributes.HTTP_RESPONSE_STATUS_CODE);
    Set<What> whats = new HashSet<>();
    for (SpanRecord.Event event : span.content().events()) {
      if (event.name().equals(EventRecord.EXCEPTION)
          && whats.add(What.ofException(event.attributes()))) {
        rows.accept(
            new ErrorRow(
                new Seen(event.timeNanos(), span.service(), made.traceId(), made.spanId()),
                span.attributes(),
                What.ofException(event.attributes()),
                status));
      }
    }
    boolean serverError =
        span.operation().kind() == SpanKind.SERVER && status != null && status >= SERVER_ERROR;
    if (whats.isEmpty() && (serverError || span.operation().status().code() == StatusCode.ERROR)) {
      rows.accept(
          new ErrorRow(
              new Seen(made.time(), span.service(), made.traceId(), made.spanId()),
              span.attributes(),
              What.of(
                  span.attribute(CairnAttributes.ERROR_TYPE), span.operation().status().message()),
              status));
    }
  }

  /** Returns the error that a log record tells of. */
  static ErrorRow of(EventRecord event) {
    return new ErrorRow(
        new Seen(
            event.timeNanos(),
            event.emitter().service(),
            Ids.trace(event.where().traceId()),
            Ids.span(event.where().spanId())),
        event.attributes(),
        What.ofException(event.attributes()),
        event.attribute(CairnAttributes.HTTP_RESPONSE_STATUS_CODE));
  }

  @Override
  public Table table() {
    return Table.ERROR;
  }

  @Override
  public void addTo(Values values) {
    values
        .add(seen.time)
        .add(seen.traceId)
        .add(seen.spanId)
        .add(seen.service)
        .add(who.get(CairnAttributes.USER_ID))
        .add(who.get(CairnAttributes.TENANT_ID))
        .add(who.get(CairnAttributes.ORIGIN_REQUEST))
        .add(Ids.trace(who.get(CairnAttributes.ORIGIN_TRACE_ID)))
        .add(what.type)
        .add(what.message)
        .add(what.group)
        .add(httpStatus);
  }
}
