// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.store;

import dev.cairn.explorer.store.SpanRecord.Content;
import dev.cairn.explorer.store.SpanRecord.Identity;
import dev.cairn.explorer.store.SpanRecord.Operation;
import dev.cairn.explorer.store.SpanRecord.Status;
import dev.cairn.explorer.store.SpanRecord.Times;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Reads spans whole. Always by what rows of the table are sorted by, so that a statement reads a
 * block of it or two and not all: by their owner where their day is sealed, else by the time they
 * began. Which of it, the table of traces knows.
 *
 * <p>What it calls unsealed is read by time whoever owns it: it may have been sealed since.
 */
final class SpanReader {
  static final Comparator<SpanRecord> BY_START =
      Comparator.comparingLong((SpanRecord span) -> span.times().startNanos())
          .thenComparing(SpanRecord::spanId)
          .thenComparing(SpanRecord::traceId);

  private static final String SPANS =
      "SELECT trace_id, span_id, parent_id, emitter, name, kind, status, status_message, time,"
          + " duration, attributes, links, events FROM span";
  private static final String AT = SPANS + " WHERE time = ? AND span_id = ? AND trace_id = ?";
  private static final String OF_TRACE = SPANS + " WHERE time BETWEEN ? AND ? AND trace_id = ?";
  private static final String AMONG = "trace_id IN (SELECT unnest(string_split(?, ','))::UUID)";
  private static final String OF_TRACES = SPANS + " WHERE time BETWEEN ? AND ? AND " + AMONG;
  private static final String OF_OWNER = " AND owner = ?";

  private static final String WRITERS =
      "SELECT DISTINCT time, trace_id, span_id, owner FROM (SELECT time, trace_id, span_id, owner"
          + " FROM address WHERE address_hash = ? UNION ALL"
          + " SELECT time, trace_id, span_id, 0 FROM write WHERE address_hash = ?)"
          + " ORDER BY time DESC LIMIT "
          + SpanStore.MAX_WRITES;
  private static final String PARTS = "SELECT trace_id, owner, min(since), max(until) FROM trace";
  private static final String PARTS_OF_TRACE =
      PARTS + " WHERE trace_id = ? GROUP BY trace_id, owner";
  private static final String PARTS_OF_TRACES =
      PARTS + " WHERE " + AMONG + " GROUP BY trace_id, owner";

  private final Readers readers;
  private final Emitters emitters;

  SpanReader(Readers readers, Emitters emitters) {
    this.readers = readers;
    this.emitters = emitters;
  }

  /**
   * Where a span is.
   *
   * @param owner whose it is, or {@link Row#NO_OWNER} where nobody knows
   */
  private record Place(long time, UUID traceId, long spanId, long owner) {
    /** Reads the columns of these names. */
    static Place of(ResultSet row) throws SQLException {
      return new Place(
          row.getLong("time"),
          row.getObject("trace_id", UUID.class),
          row.getLong("span_id"),
          row.getLong("owner"));
    }
  }

  /** The spans of a trace that have one owner, and when they began. */
  private record Part(UUID traceId, long owner, Period period) {
    static Part of(ResultSet row) throws SQLException {
      return new Part(
          row.getObject(1, UUID.class), row.getLong(2), new Period(row.getLong(3), row.getLong(4)));
    }
  }

  /** See {@link SpanStore#at}. */
  List<SpanRecord> ofAddress(String address) {
    TreeSet<SpanRecord> spans = none();
    long hash = Hash.of(address);
    for (Place place : readers.query(WRITERS, Place::of, hash, hash)) {
      spans.addAll(at(place));
    }
    spans.removeIf(span -> !WriteCall.of(span).addresses().contains(address)); // of the same hash
    return List.copyOf(spans);
  }

  private List<SpanRecord> at(Place place) {
    Object[] at = {place.time, place.spanId, place.traceId};
    return place.owner == Row.NO_OWNER
        ? readers.query(AT, this::span, at)
        : ofOwner(place.owner, AT, at);
  }

  /** Returns the spans of a trace in the order they began. */
  List<SpanRecord> ofTrace(UUID traceId) {
    List<Part> parts = readers.query(PARTS_OF_TRACE, Part::of, traceId);
    return List.copyOf(read(parts).getOrDefault(Ids.hex(traceId), none()));
  }

  /** Returns the spans of each trace that has any, in the order they began, by its id in hex. */
  Map<String, List<SpanRecord>> ofTraces(Collection<UUID> traceIds) {
    Map<String, List<SpanRecord>> traces = new HashMap<>();
    if (!traceIds.isEmpty()) {
      String ids = joined(traceIds, Function.identity());
      read(readers.query(PARTS_OF_TRACES, Part::of, ids))
          .forEach((id, spans) -> traces.put(id, List.copyOf(spans)));
    }
    return traces;
  }

  /** A set, because what is read by time may be read by its owner too. */
  private static TreeSet<SpanRecord> none() {
    return new TreeSet<>(BY_START);
  }

  private Map<String, TreeSet<SpanRecord>> read(List<Part> parts) {
    Map<String, TreeSet<SpanRecord>> traces = new HashMap<>();
    parts.stream()
        .collect(Collectors.groupingBy(Part::owner))
        .forEach(
            (owner, of) -> {
              List<SpanRecord> found = owner == Row.NO_OWNER ? readByTime(of) : readByOwner(of);
              for (SpanRecord span : found) {
                traces.computeIfAbsent(span.traceId(), any -> none()).add(span);
              }
            });
    return traces;
  }

  private List<SpanRecord> readByTime(List<Part> unsealed) {
    List<SpanRecord> found = new ArrayList<>();
    for (Part part : unsealed) {
      Period period = part.period;
      found.addAll(
          readers.query(OF_TRACE, this::span, period.since(), period.until(), part.traceId));
    }
    return found;
  }

  private List<SpanRecord> readByOwner(List<Part> sealed) {
    Period period = sealed.stream().map(Part::period).reduce(Period::and).orElseThrow();
    Part first = sealed.get(0);
    return sealed.size() == 1
        ? ofOwner(first.owner, OF_TRACE, period.since(), period.until(), first.traceId)
        : ofOwner(
            first.owner, OF_TRACES, period.since(), period.until(), joined(sealed, Part::traceId));
  }

  private List<SpanRecord> ofOwner(long owner, String sql, Object... parameters) {
    Object[] all = Arrays.copyOf(parameters, parameters.length + 1);
    all[parameters.length] = owner;
    return readers.query(sql + OF_OWNER, this::span, all);
  }

  private static <T> String joined(Collection<T> things, Function<T, UUID> id) {
    return things.stream().map(id).map(UUID::toString).collect(Collectors.joining(","));
  }

  private SpanRecord span(ResultSet row) throws SQLException {
    long parent = row.getLong(3);
    String parentId = row.wasNull() ? null : Ids.hex(parent);
    long start = row.getLong(9);
    return new SpanRecord(
        new Identity(Ids.hex(row.getObject(1, UUID.class)), Ids.hex(row.getLong(2)), parentId),
        new Operation(
            emitters.get(row.getLong(4)),
            row.getString(5),
            SpanKind.valueOf(row.getString(6)),
            new Status(StatusCode.valueOf(row.getString(7)), row.getString(8))),
        new Times(start, start + row.getLong(10)),
        new Content(
            JsonReader.attributes(row.getString(11)),
            JsonReader.links(row.getString(12)),
            JsonReader.events(row.getString(13))));
  }
}
