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
 * @param operation what was done, by whom, and with what success
 * @param times when
 * @param content what the span tells beyond that
 */
public record SpanRecord(Identity identity, Operation operation, Times times, Content content) {

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

  /** What was done, by whom, and with what success. */
  public record Operation(Emitter emitter, String name, SpanKind kind, Status status) {
    public Operation {
      Objects.requireNonNull(emitter, "emitter");
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(kind, "kind");
      Objects.requireNonNull(status, "status");
    }
  }

  /**
   * With what success.
   *
   * @param message of an error, or null
   */
  public record Status(StatusCode code, String message) {
    /** Neither said to be an error nor said to be none. */
    public static final Status UNSET = new Status(StatusCode.UNSET, null);

    public Status {
      Objects.requireNonNull(code, "code");
    }
  }

  /** Nanoseconds since the epoch of 1970, by the clock of the span's own process. */
  public record Times(long startNanos, long endNanos) {}

  /**
   * What a span tells beyond what it did.
   *
   * @param links the spans this one names without being their child
   * @param events in the order they were sent
   */
  public record Content(Attributes attributes, List<Link> links, List<Event> events) {
    public Content {
      Objects.requireNonNull(attributes, "attributes");
      links = List.copyOf(links);
      events = List.copyOf(events);
    }
  }

  /**
   * A span that this one names.
   *
   * @param type the link's {@code cairn.link.type}, or null
   */
  public record Link(String traceId, String spanId, String type) {}

  /** Something that happened during the span; an exception is named {@code exception}. */
  public record Event(long timeNanos, String name, Attributes attributes) {}

  public SpanRecord {
    Objects.requireNonNull(identity, "identity");
    Objects.requireNonNull(operation, "operation");
    Objects.requireNonNull(times, "times");
    Objects.requireNonNull(content, "content");
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
    return operation.emitter.service();
  }

  /** Returns the span's own attributes, without those of its resource. */
  public Attributes attributes() {
    return content.attributes;
  }

  /** Returns the spans this one names without being their child. */
  public List<Link> links() {
    return content.links;
  }

  /** Returns the attribute's value, or null. */
  public <T> T attribute(AttributeKey<T> key) {
    return content.attributes.get(key);
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
