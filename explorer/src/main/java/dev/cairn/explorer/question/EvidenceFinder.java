// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.question;

import dev.cairn.CairnAttributes;
import dev.cairn.StoredAddress;
import dev.cairn.explorer.question.WriteRecord.Source;
import dev.cairn.explorer.store.Selection;
import dev.cairn.explorer.store.SpanRecord;
import dev.cairn.explorer.store.SpanStore;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Finds in a store what its spans know of an address. */
final class EvidenceFinder {
  /** Of an address written more often the newest writes are told. */
  static final int MAX_WRITES = 100;

  /** A copy of a copy is followed so many times. */
  private static final int MAX_COPIES = 8;

  private final SpanStore store;
  private final Map<String, TraceView> views = new HashMap<>();

  EvidenceFinder(SpanStore store) {
    this.store = store;
  }

  /**
   * Looks an address up.
   *
   * @param entry the entry request a stamp names; the invalid context for none
   * @param which of the writes to tell
   */
  SpanEvidence find(StoredAddress address, SpanContext entry, Selection which) {
    List<WriteRecord> writes =
        found(address)
            .filter(found -> isSelected(which, found.span))
            .limit(MAX_WRITES)
            .map(found -> record(found, MAX_COPIES))
            .toList();
    return new SpanEvidence(writes, entry(entry), Completeness.of(store, Selection.ALL));
  }

  /** The writes to an address, the newest first. */
  private Stream<Found> found(StoredAddress address) {
    return names(address).stream()
        .flatMap(name -> store.at(name).stream().map(span -> new Found(span, name)))
        .filter(found -> isOfVersion(address.versionId(), found.span))
        .sorted(Comparator.comparingLong(found -> -found.span.times().endNanos()));
  }

  private static boolean isSelected(Selection which, SpanRecord span) {
    long start = span.times().startNanos();
    return start >= which.sinceNanos()
        && start < which.untilNanos()
        && (which.user() == null || which.user().equals(span.attribute(CairnAttributes.USER_ID)))
        && (which.tenant() == null
            || which.tenant().equals(span.attribute(CairnAttributes.TENANT_ID)))
        && (which.service() == null || which.service().equals(span.service()));
  }

  private WriteRecord record(Found found, int copies) {
    return WriteRecord.of(
        found.span, found.name, entry(found.span), copies == 0 ? null : source(found.span, copies));
  }

  /** What a copy is of, and the last write to that before; null of any other write. */
  private Source source(SpanRecord copy, int copies) {
    String named = copy.attribute(CairnAttributes.AWS_S3_COPY_SOURCE);
    int slash = named == null ? -1 : named.indexOf('/');
    if (slash < 1 || slash == named.length() - 1) {
      return null;
    }
    StoredAddress source = StoredAddress.s3(named.substring(0, slash), named.substring(slash + 1));
    return new Source(
        source.toString(),
        found(source)
            .filter(found -> found.span.times().startNanos() < copy.times().startNanos())
            .map(found -> record(found, copies - 1))
            .filter(WriteRecord::mayHaveStored)
            .findFirst()
            .orElse(null));
  }

  /** A span, and the name by which it was found. */
  private record Found(SpanRecord span, String name) {}

  /** Spans name an address without its version, and mostly without account and region. */
  private static List<String> names(StoredAddress address) {
    if (address.versionId() != null) {
      StoredAddress object = StoredAddress.s3(address.container(), address.objectKey());
      return List.of(address.toString(), object.toString());
    } else if (address.home() != null && address.partitionKey() != null) {
      StoredAddress item =
          StoredAddress.dynamoDb(address.container(), address.partitionKey(), address.sortKey());
      return List.of(address.toString(), item.toString());
    }
    return List.of(address.toString());
  }

  private static boolean isOfVersion(String versionId, SpanRecord span) {
    String written = span.attribute(CairnAttributes.S3_VERSION_ID);
    return versionId == null || written == null || versionId.equals(written);
  }

  private Entry entry(SpanContext named) {
    if (!named.isValid()) {
      return null;
    }
    return store.trace(named.getTraceId()).stream()
        .filter(span -> span.spanId().equals(named.getSpanId()))
        .findFirst()
        .map(Entry::of)
        .orElse(null);
  }

  private Entry entry(SpanRecord write) {
    Entry named = Entry.named(write);
    SpanRecord span = null;
    if (named.traceId().equals(write.traceId())) {
      span = view(write.traceId()).topAncestor(write, EvidenceFinder::beginsAnOrigin);
    }
    if (span == null) {
      span = firstOf(named.traceId());
    }
    return span == null ? named : named.or(Entry.of(span));
  }

  private static boolean beginsAnOrigin(SpanRecord span) {
    return isServed(span) && span.attribute(CairnAttributes.ORIGIN_TRACE_ID) != null;
  }

  private static boolean isServed(SpanRecord span) {
    return span.operation().kind() == SpanKind.SERVER;
  }

  /**
   * What began the trace is an origin by its own word; anything else that is no request is none.
   */
  private static boolean isJob(SpanRecord span) {
    return span.parentSpanId() == null && span.attribute(CairnAttributes.ORIGIN_TRACE_ID) != null;
  }

  /** The first request served in a trace, else the job that began it; or null. */
  private SpanRecord firstOf(String traceId) {
    List<SpanRecord> trace = store.trace(traceId);
    return Stream.<Predicate<SpanRecord>>of(
            EvidenceFinder::beginsAnOrigin, EvidenceFinder::isServed, EvidenceFinder::isJob)
        .flatMap(wanted -> trace.stream().filter(wanted).limit(1))
        .findFirst()
        .orElse(null);
  }

  private TraceView view(String traceId) {
    return views.computeIfAbsent(traceId, id -> new TraceView(store.trace(id)));
  }
}
