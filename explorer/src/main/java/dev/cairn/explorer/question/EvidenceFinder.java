// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.question;

import dev.cairn.CairnAttributes;
import dev.cairn.StoredAddress;
import dev.cairn.explorer.store.SpanRecord;
import dev.cairn.explorer.store.SpanStore;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds in a store what its spans know of an address. */
final class EvidenceFinder {
  /** Of an address written more often the newest writes are told. */
  static final int MAX_WRITES = 100;

  private final SpanStore store;
  private final Map<String, Optional<SpanRecord>> entries = new HashMap<>();

  EvidenceFinder(SpanStore store) {
    this.store = store;
  }

  /**
   * Looks an address up.
   *
   * @param entry the entry request a stamp names; the invalid context for none
   */
  SpanEvidence find(StoredAddress address, SpanContext entry) {
    List<WriteRecord> writes =
        spansAt(address).stream()
            .filter(WriteRecord::isWrite)
            .filter(span -> isOfVersion(address.versionId(), span))
            .sorted(Comparator.comparingLong(span -> -span.times().endNanos()))
            .limit(MAX_WRITES)
            .map(span -> WriteRecord.of(span, entry(span)))
            .toList();
    return new SpanEvidence(writes, entry(entry), Completeness.of(store.losses(), 0));
  }

  /** Spans name an address without its version, and mostly without account and region. */
  private List<SpanRecord> spansAt(StoredAddress address) {
    List<SpanRecord> spans = new ArrayList<>(store.at(address.toString()));
    if (address.versionId() != null) {
      StoredAddress object = StoredAddress.s3(address.container(), address.objectKey());
      spans.addAll(store.at(object.toString()));
    } else if (address.home() != null && address.partitionKey() != null) {
      StoredAddress item =
          StoredAddress.dynamoDb(address.container(), address.partitionKey(), address.sortKey());
      spans.addAll(store.at(item.toString()));
    }
    return spans;
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
    return entries
        .computeIfAbsent(named.traceId(), this::entrySpan)
        .map(span -> named.or(Entry.of(span)))
        .orElse(named);
  }

  /** The first request served in a trace, else what began it. */
  private Optional<SpanRecord> entrySpan(String traceId) {
    List<SpanRecord> trace = store.trace(traceId);
    return trace.stream()
        .filter(span -> span.operation().kind() == SpanKind.SERVER)
        .filter(span -> span.attribute(CairnAttributes.ORIGIN_TRACE_ID) != null)
        .findFirst()
        .or(
            () ->
                trace.stream()
                    .filter(span -> span.operation().kind() == SpanKind.SERVER)
                    .findFirst())
        .or(() -> trace.stream().filter(span -> span.parentSpanId() == null).findFirst());
  }
}
