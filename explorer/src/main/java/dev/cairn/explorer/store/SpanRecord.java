// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.store;

import dev.cairn.CairnAttributes;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import java.util.List;
import java.util.Objects;

/**
 * A finished span as the explorer keeps it, whoever sent it and however it is stored. Immutable.
 *
 * @param identity which span of which trace
 * @param operation what was done, where, and with what success
 * @param times when
 * @param attributes the span's own attributes; of its resource only the service is kept
 * @param links the spans this one names without being their child
 */
public record SpanRecord(
    Identity identity, Operation operation, Times times, Attributes attributes, List<Link> links) {

  /**
   * Which span of which trace; ids in lower-case hex.
   *
   * @param parentSpanId null where the span has no parent
   */
  public record Identity(String traceId, String spanId, String parentSpanId) {
    public Identity {
      Objects.requireNonNull(traceId, "traceId");
      Objects.requireNonNull(spanId, "spanId");
    }
  }

  /**
   * What was done, where, and with what success.
   *
   * @param service the resource's {@code service.name}, or null where it says none
   */
  public record Operation(String service, String name, SpanKind kind, StatusCode status) {}

  /** Nanoseconds since the epoch of 1970, by the clock of the span's own process. */
  public record Times(long startNanos, long endNanos) {}

  /**
   * A span that this one names.
   *
   * @param type the link's {@code cairn.link.type}, or null
   */
  public record Link(String traceId, String spanId, String type) {}

  public SpanRecord {
    Objects.requireNonNull(identity, "identity");
    Objects.requireNonNull(operation, "operation");
    Objects.requireNonNull(times, "times");
    Objects.requireNonNull(attributes, "attributes");
    links = List.copyOf(links);
  }

  /** Returns the trace's id. */
  public String traceId() {
    return identity.traceId;
  }

  /** Returns the span's id. */
  public String spanId() {
    return identity.spanId;
  }

  /** Returns the id of the span this one is a child of, or null. */
  public String parentSpanId() {
    return identity.parentSpanId;
  }

  /** Returns the service the span was made in, or null. */
  public String service() {
    return operation.service;
  }

  /** Returns the attribute's value, or null. */
  public <T> T attribute(AttributeKey<T> key) {
    return attributes.get(key);
  }

  /** Returns the addresses of what the span wrote or read: one, those of its items, or none. */
  public List<String> addresses() {
    String one = attribute(CairnAttributes.ADDRESS);
    List<String> items = attribute(CairnAttributes.ADDRESSES);
    return items != null ? items : one == null ? List.of() : List.of(one);
  }

  /** Returns whether the span only tells of items that the span of the call had no room for. */
  public boolean isContinuation() {
    return attribute(CairnAttributes.ITEMS_FROM) != null;
  }
}
