// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.question;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cairn.CairnAttributes;
import dev.cairn.explorer.store.SpanRecord;
import io.opentelemetry.api.trace.StatusCode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A span in a chain of calls. */
final class ChainNode {
  final SpanRecord span;
  final int depth;

  /** How it hangs under its parent: {@code call}, {@code storage} or, of the top, {@code null}. */
  private final String via;

  /** Whether its tree stands elsewhere in the answer. */
  private final boolean reference;

  private final List<ChainNode> children = new ArrayList<>();

  private ChainNode(SpanRecord span, int depth, String via, boolean reference) {
    this.span = span;
    this.depth = depth;
    this.via = via;
    this.reference = reference;
  }

  static ChainNode top(SpanRecord span) {
    return new ChainNode(span, 0, null, false);
  }

  ChainNode addCall(SpanRecord called) {
    return add(new ChainNode(called, depth + 1, "call", false));
  }

  ChainNode addThroughStorage(SpanRecord follower) {
    return add(new ChainNode(follower, depth + 1, "storage", false));
  }

  void addReference(SpanRecord follower) {
    add(new ChainNode(follower, depth + 1, "storage", true));
  }

  private ChainNode add(ChainNode child) {
    children.add(child);
    return child;
  }

  /** Returns the addresses this span is a write to. */
  List<String> writtenAddresses() {
    return WriteRecord.isWrite(span) ? span.addresses() : List.of();
  }

  long startNanos() {
    return span.times().startNanos();
  }

  /**
   * @param originNanos where start offsets count from
   */
  ObjectNode toJson(long originNanos) {
    long duration = span.times().endNanos() - startNanos();
    ObjectNode json =
        Json.object()
            .put("via", via)
            .put("reference", reference)
            .put("service", span.service())
            .put("name", span.operation().name())
            .put("kind", span.operation().kind().name())
            .put("address", span.attribute(CairnAttributes.ADDRESS))
            .put("items", items())
            .put("outcome", span.attribute(CairnAttributes.OUTCOME))
            .put("status", status())
            .put("httpStatus", span.attribute(CairnAttributes.HTTP_RESPONSE_STATUS_CODE))
            .put("error", span.attribute(CairnAttributes.ERROR_TYPE))
            .put("user", span.attribute(CairnAttributes.USER_ID))
            .put("time", Json.time(Json.instant(startNanos())))
            .put("startOffsetMs", Json.millis(startNanos() - originNanos))
            .put("durationMs", Json.millis(duration))
            .put("traceId", span.traceId())
            .put("spanId", span.spanId());
    ArrayNode array = json.putArray("children");
    children.sort(Comparator.comparingLong(ChainNode::startNanos));
    children.forEach(child -> array.add(child.toJson(originNanos)));
    return json;
  }

  /** How many items a call of many has; null of any other. More than the span has room for: 100. */
  private Integer items() {
    return span.attribute(CairnAttributes.ADDRESSES) == null ? null : span.addresses().size();
  }

  private String status() {
    return span.operation().status().code() == StatusCode.ERROR ? "error" : "ok";
  }
}
