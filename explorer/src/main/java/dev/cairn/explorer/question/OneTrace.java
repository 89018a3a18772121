// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.question;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cairn.explorer.store.Selection;
import dev.cairn.explorer.store.SpanRecord;
import dev.cairn.explorer.store.SpanStore;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * One trace as a tree, and through storage the traces that went on from it. Its tops are the spans
 * that have no parent, else the first of those whose parent is not there.
 */
final class OneTrace {
  private final SpanStore store;

  OneTrace(SpanStore store) {
    this.store = store;
  }

  ObjectNode answer(String traceId) {
    Columns.traceId(traceId);
    String id = traceId.toLowerCase(Locale.ROOT);
    ObjectNode json = Json.object().put("traceId", id);
    ArrayNode roots = json.putArray("roots");
    Completeness completeness = Completeness.of(store, Selection.ALL);
    Set<String> shown = new HashSet<>();
    Traces traces = new Traces(store);
    List<SpanRecord> tops = tops(traces.view(id));
    traces.readFollowersOf(tops);
    for (SpanRecord top : tops) {
      RequestTree tree = new RequestTree(traces, Set.of(top.identity()), shown);
      roots.add(tree.grow(top).toJson(top.times().startNanos()));
      completeness = completeness.and(tree.completeness());
    }
    completeness.putInto(json);
    return json;
  }

  private static List<SpanRecord> tops(TraceView trace) {
    List<SpanRecord> tops = new ArrayList<>();
    trace.spans().stream().filter(span -> span.parentSpanId() == null).forEach(tops::add);
    if (tops.isEmpty()) {
      trace.orphans().stream().limit(1).forEach(tops::add);
    }
    return tops;
  }
}
