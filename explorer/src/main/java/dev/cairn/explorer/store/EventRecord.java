// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.store;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import java.util.Objects;

/**
 * A log record with an event's name, or with an exception, of whatever SDK: a business event or an
 * error that no span tells of. Immutable.
 *
 * @param name the event's name; {@code exception} where a log record has only an exception
 * @param timeNanos when it happened, else when it was seen, in nanoseconds since 1970
 */
public record EventRecord(
    Emitter emitter, String name, long timeNanos, Where where, Attributes attributes) {
  /** The name of events that are errors. */
  public static final String EXCEPTION = "exception";

  /** The span that was current, ids in lower-case hex; each null where unknown. */
  public record Where(String traceId, String spanId) {}

  public EventRecord {
    Objects.requireNonNull(emitter, "emitter");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(where, "where");
    Objects.requireNonNull(attributes, "attributes");
  }

  /** Returns whether it tells of an error and of no business event. */
  public boolean isError() {
    return name.equals(EXCEPTION);
  }

  /** Returns the attribute's value, or null. */
  public <T> T attribute(AttributeKey<T> key) {
    return attributes.get(key);
  }
}
