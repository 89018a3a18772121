// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.store;

import dev.cairn.CairnAttributes;
import io.opentelemetry.api.trace.SpanKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Whole traces in the order of their arrival, and four indexes that lead to traces. */
final class MemorySpanStore implements SpanStore {
  private static final Comparator<SpanRecord> BY_START =
      Comparator.comparingLong(span -> span.times().startNanos());

  private final int maxSpans;
  private final Map<String, Map<String, SpanRecord>> traces = new LinkedHashMap<>();
  private final TraceIndex byAddress = new TraceIndex();
  private final TraceIndex byUser = new TraceIndex();
  private final TraceIndex byOrigin = new TraceIndex();
  private final TraceIndex byLink = new TraceIndex();
  private int size;
  private StoreLosses losses = StoreLosses.NONE;

  MemorySpanStore(int maxSpans) {
    if (maxSpans < 1) {
      throw new IllegalArgumentException("maxSpans: " + maxSpans + " is not at least 1");
    }
    this.maxSpans = maxSpans;
  }

  @Override
  public synchronized void append(Batch batch) {
    for (SpanRecord span : batch.spans()) {
      Map<String, SpanRecord> trace =
          traces.computeIfAbsent(span.traceId(), any -> new LinkedHashMap<>());
      if (trace.putIfAbsent(span.spanId(), span) == null) {
        size++;
        span.addresses().forEach(address -> byAddress.add(address, span.traceId()));
        byUser.add(span.attribute(CairnAttributes.USER_ID), span.traceId());
        byOrigin.add(span.attribute(CairnAttributes.ORIGIN_TRACE_ID), span.traceId());
        span.links().forEach(link -> byLink.add(target(link), span.traceId()));
      }
    }
    while (size > maxSpans) {
      evictOldestTrace();
    }
  }

  private void evictOldestTrace() {
    Iterator<Map<String, SpanRecord>> oldest = traces.values().iterator();
    Collection<SpanRecord> spans = oldest.next().values();
    oldest.remove();
    long newest = losses.evictedUntilNanos();
    for (SpanRecord span : spans) {
      newest = Math.max(newest, span.times().startNanos());
      span.addresses().forEach(address -> byAddress.remove(address, span.traceId()));
      byUser.remove(span.attribute(CairnAttributes.USER_ID), span.traceId());
      byOrigin.remove(span.attribute(CairnAttributes.ORIGIN_TRACE_ID), span.traceId());
      span.links().forEach(link -> byLink.remove(target(link), span.traceId()));
    }
    size -= spans.size();
    losses = new StoreLosses(losses.evictedSpans() + spans.size(), newest, losses.rejectedSpans());
  }

  @Override
  public synchronized void countRejected(long spans) {
    losses =
        new StoreLosses(
            losses.evictedSpans(), losses.evictedUntilNanos(), losses.rejectedSpans() + spans);
  }

  @Override
  public synchronized List<SpanRecord> trace(String traceId) {
    return select(List.of(traceId), any -> true);
  }

  @Override
  public synchronized List<SpanRecord> at(String address) {
    return select(byAddress.get(address), span -> span.addresses().contains(address));
  }

  @Override
  public synchronized List<SpanRecord> requests(Selection which, int limit) {
    if (which.user() == null) {
      throw new IllegalArgumentException("user: none is named");
    } else if (limit < 1) {
      throw new IllegalArgumentException("limit: " + limit + " is not at least 1");
    }
    List<SpanRecord> found = select(byUser.get(which.user()), span -> isRequestOf(which, span));
    return found.subList(Math.max(0, found.size() - limit), found.size());
  }

  private static boolean isRequestOf(Selection which, SpanRecord span) {
    long start = span.times().startNanos();
    return (span.operation().kind() == SpanKind.SERVER || span.parentSpanId() == null)
        && which.user().equals(span.attribute(CairnAttributes.USER_ID))
        && (which.tenant() == null
            || which.tenant().equals(span.attribute(CairnAttributes.TENANT_ID)))
        && (which.service() == null || which.service().equals(span.service()))
        && start >= which.sinceNanos()
        && start < which.untilNanos();
  }

  @Override
  public synchronized List<SpanRecord> linkingTo(String traceId, String spanId) {
    String target = traceId + spanId;
    return select(
        byLink.get(target),
        span -> span.links().stream().anyMatch(link -> target.equals(target(link))));
  }

  @Override
  public synchronized List<SpanRecord> originatingIn(String traceId) {
    return select(
        byOrigin.get(traceId),
        span ->
            !traceId.equals(span.traceId())
                && traceId.equals(span.attribute(CairnAttributes.ORIGIN_TRACE_ID)));
  }

  @Override
  public synchronized long size() {
    return size;
  }

  @Override
  public synchronized StoreLosses losses() {
    return losses;
  }

  private List<SpanRecord> select(Collection<String> traceIds, Predicate<SpanRecord> wanted) {
    List<SpanRecord> found = new ArrayList<>();
    for (String traceId : traceIds) {
      for (SpanRecord span : traces.getOrDefault(traceId, Map.of()).values()) {
        if (wanted.test(span)) {
          found.add(span);
        }
      }
    }
    found.sort(BY_START);
    return found;
  }

  private static String target(SpanRecord.Link link) {
    return link.traceId() + link.spanId();
  }
}
