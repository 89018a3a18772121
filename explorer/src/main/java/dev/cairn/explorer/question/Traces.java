// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.question;

import dev.cairn.CairnAttributes;
import dev.cairn.explorer.store.SpanRecord;
import dev.cairn.explorer.store.SpanStore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The traces of an answer, each read once, and which go on from which through storage: one of their
 * spans links to a request as the writer of what it read, or names its trace as its origin. What an
 * answer is going to need is read together: a statement for all costs little more than for one.
 */
final class Traces {
  static final String WRITTEN_BY = "written_by";

  /** Request, worker, and what went on from that; what is further away is read one by one. */
  private static final int LEVELS = 3;

  /**
   * No more are read in advance: an answer shows {@value RequestTree#MAX_NODES} spans a request.
   */
  private static final int MAX_READ = 5_000;

  private final SpanStore store;
  private final Map<String, TraceView> views = new HashMap<>();
  private final Map<SpanRecord.Identity, Set<String>> followers = new HashMap<>();

  Traces(SpanStore store) {
    this.store = store;
  }

  TraceView view(String traceId) {
    return views.computeIfAbsent(traceId, id -> new TraceView(store.trace(id)));
  }

  /** Reads the traces of these ids. */
  void read(Collection<String> traceIds) {
    Set<String> unread = new LinkedHashSet<>(traceIds);
    unread.removeAll(views.keySet());
    if (!unread.isEmpty()) {
      store.traces(unread).forEach((trace, spans) -> views.put(trace, new TraceView(spans)));
    }
  }

  /** Reads what goes on from these requests, and from that. */
  void readFollowersOf(Collection<SpanRecord> requests) {
    Collection<SpanRecord> level = requests;
    for (int depth = 0; depth < LEVELS && !level.isEmpty(); depth++) {
      List<SpanRecord.Identity> unknown =
          level.stream()
              .map(SpanRecord::identity)
              .filter(request -> !followers.containsKey(request))
              .distinct()
              .toList();
      Map<SpanRecord.Identity, Set<String>> found = store.followers(unknown);
      unknown.forEach(request -> followers.put(request, found.getOrDefault(request, Set.of())));
      Set<String> traces = new LinkedHashSet<>();
      found.values().forEach(traces::addAll);
      if (traces.size() > MAX_READ) {
        return;
      }
      read(traces);
      level = level.stream().flatMap(request -> roots(request).stream()).toList();
    }
  }

  private List<SpanRecord> roots(SpanRecord request) {
    return following(request).entrySet().stream()
        .map(trace -> view(trace.getKey()).localRoot(trace.getValue().get(0)))
        .toList();
  }

  /** Spans of other traces that go on from a request, in the order they began, by trace. */
  Map<String, List<SpanRecord>> following(SpanRecord request) {
    Set<String> traces =
        followers.computeIfAbsent(
            request.identity(), id -> store.followers(List.of(id)).getOrDefault(id, Set.of()));
    List<SpanRecord> found = new ArrayList<>();
    for (String trace : traces) {
      view(trace).spans().stream().filter(span -> follows(span, request)).forEach(found::add);
    }
    found.sort(Comparator.comparingLong(span -> span.times().startNanos()));
    Map<String, List<SpanRecord>> byTrace = new LinkedHashMap<>();
    for (SpanRecord span : found) {
      byTrace.computeIfAbsent(span.traceId(), any -> new ArrayList<>()).add(span);
    }
    return byTrace;
  }

  private static boolean follows(SpanRecord span, SpanRecord request) {
    return request.traceId().equals(span.attribute(CairnAttributes.ORIGIN_TRACE_ID))
        || span.links().stream()
            .anyMatch(
                link ->
                    WRITTEN_BY.equals(link.type())
                        && link.traceId().equals(request.traceId())
                        && link.spanId().equals(request.spanId()));
  }
}
