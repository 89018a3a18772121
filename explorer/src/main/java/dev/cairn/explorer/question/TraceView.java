// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.question;

import dev.cairn.explorer.store.SpanRecord;
import io.opentelemetry.api.trace.SpanKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

/** One trace as who called whom. What spans claim is not trusted: parents may form a circle. */
final class TraceView {
  private final List<SpanRecord> all;
  private final Map<String, SpanRecord> spans = new HashMap<>();
  private final Map<String, List<SpanRecord>> children = new HashMap<>();
  private final List<SpanRecord> orphans = new ArrayList<>();

  TraceView(List<SpanRecord> trace) {
    all = trace;
    trace.forEach(span -> spans.put(span.spanId(), span));
    for (SpanRecord span : trace) {
      if (span.parentSpanId() != null && !span.isContinuation()) {
        children.computeIfAbsent(span.parentSpanId(), any -> new ArrayList<>()).add(span);
        if (!spans.containsKey(span.parentSpanId())) {
          orphans.add(span);
        }
      }
    }
  }

  /** Returns its spans in the order they began. */
  List<SpanRecord> spans() {
    return all;
  }

  /** Returns null where it has none of this id. */
  SpanRecord span(String spanId) {
    return spans.get(spanId);
  }

  List<SpanRecord> children(SpanRecord span) {
    return children.getOrDefault(span.spanId(), List.of());
  }

  /** Spans whose parent is not there: it was never sent, or has not come yet. */
  List<SpanRecord> orphans() {
    return orphans;
  }

  /** Returns the wanted span furthest up among those that led to this one, or null. */
  SpanRecord topAncestor(SpanRecord span, Predicate<SpanRecord> wanted) {
    Set<String> seen = new HashSet<>();
    SpanRecord found = null;
    SpanRecord at = parent(span);
    while (at != null && seen.add(at.spanId())) {
      found = wanted.test(at) ? at : found;
      at = parent(at);
    }
    return found;
  }

  /** The span with which the work in this span's process began. */
  SpanRecord localRoot(SpanRecord span) {
    Set<String> seen = new HashSet<>();
    SpanRecord at = span;
    while (seen.add(at.spanId()) && !isEntered(at)) {
      at = parent(at);
    }
    return at;
  }

  private boolean isEntered(SpanRecord span) {
    SpanRecord parent = parent(span);
    return parent == null
        || span.operation().kind() == SpanKind.SERVER
        || span.operation().kind() == SpanKind.CONSUMER
        || !Objects.equals(parent.service(), span.service());
  }

  private SpanRecord parent(SpanRecord span) {
    return span.parentSpanId() == null ? null : spans.get(span.parentSpanId());
  }
}
