// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.question;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cairn.CairnAttributes;
import dev.cairn.explorer.store.Selection;
import dev.cairn.explorer.store.SpanRecord;
import dev.cairn.explorer.store.SpanStore;
import io.opentelemetry.api.trace.SpanKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Q4: the requests a user made, each with what it led to. A request is where the user came in:
 * where it called other services on its way, those are in its tree and not requests of their own.
 */
final class UserChain {
  /** So many services may a request pass, on average, before the list gets shorter than asked. */
  private static final int HOPS = 8;

  private final SpanStore store;
  private final Selection which;
  private final int limit;
  private final Traces traces;

  UserChain(SpanStore store, Selection which, int limit) {
    this.store = store;
    this.which = which;
    this.limit = limit;
    this.traces = new Traces(store);
  }

  ObjectNode answer() {
    List<SpanRecord> entries = entries();
    traces.readFollowersOf(entries);
    Set<SpanRecord.Identity> identities =
        entries.stream().map(SpanRecord::identity).collect(Collectors.toSet());
    Set<String> shownTraces = new HashSet<>();
    ObjectNode json = Json.selection(which);
    ArrayNode requests = json.putArray("requests");
    Completeness completeness = Completeness.of(store, which);
    for (SpanRecord entry : entries) {
      RequestTree tree = new RequestTree(traces, identities, shownTraces);
      requests.add(
          tree.grow(entry)
              .toJson(entry.times().startNanos())
              .put("tenant", entry.attribute(CairnAttributes.TENANT_ID)));
      completeness = completeness.and(tree.completeness());
    }
    completeness.putInto(json);
    return json;
  }

  private List<SpanRecord> entries() {
    int asked = (int) Math.min(Integer.MAX_VALUE, (long) limit * HOPS);
    List<SpanRecord.Identity> candidates = store.requests(which, asked);
    List<SpanRecord> newestFirst = new ArrayList<>();
    for (int to = candidates.size(); to > 0 && newestFirst.size() < limit; to -= limit) {
      addEntries(candidates.subList(Math.max(0, to - limit), to), newestFirst);
    }
    Collections.reverse(newestFirst);
    return newestFirst;
  }

  private void addEntries(List<SpanRecord.Identity> candidates, List<SpanRecord> newestFirst) {
    traces.read(candidates.stream().map(SpanRecord.Identity::traceId).toList());
    for (int i = candidates.size() - 1; i >= 0 && newestFirst.size() < limit; i--) {
      TraceView trace = traces.view(candidates.get(i).traceId());
      SpanRecord span = trace.span(candidates.get(i).spanId());
      if (span != null && namesItself(span) && isEntry(trace, span)) {
        newestFirst.add(span);
      }
    }
  }

  private static boolean namesItself(SpanRecord span) {
    String origin = span.attribute(CairnAttributes.ORIGIN_TRACE_ID);
    return (origin == null || origin.equals(span.traceId())) && isOwnOrigin(span);
  }

  private static boolean isEntry(TraceView trace, SpanRecord span) {
    return trace.topAncestor(span, UserChain::isUsersRequest) == null;
  }

  /** Where the span of the caller was not sampled, what was called still names whom it serves. */
  private static boolean isOwnOrigin(SpanRecord span) {
    RequestInfo named =
        RequestInfo.named(
            span.attribute(CairnAttributes.ORIGIN_REQUEST),
            span.attribute(CairnAttributes.ORIGIN_SERVICE));
    return span.parentSpanId() == null || named.mayBe(RequestInfo.of(span));
  }

  private static boolean isUsersRequest(SpanRecord span) {
    return (span.operation().kind() == SpanKind.SERVER || span.parentSpanId() == null)
        && span.attribute(CairnAttributes.USER_ID) != null;
  }
}
