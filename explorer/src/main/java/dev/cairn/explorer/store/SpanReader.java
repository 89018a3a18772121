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
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Reads spans whole. Always by the time they began, which rows of the table are roughly sorted by:
 * a statement then reads one block of it and not all.
 */
final class SpanReader {
  static final Comparator<SpanRecord> BY_START =
      Comparator.comparingLong((SpanRecord span) -> span.times().startNanos())
          .thenComparing(SpanRecord::spanId);

  private static final String SPANS =
      "SELECT time, duration, trace_id, span_id, parent_id, emitter, name, kind, status,"
          + " status_message, attributes, links, events FROM span";
  private static final String ONE = SPANS + " WHERE time = ? AND span_id = ? AND trace_id = ?";
  private static final String OF_TRACE = SPANS + " WHERE time BETWEEN ? AND ? AND trace_id = ?";
  private static final String PERIOD =
      "SELECT min(since), max(until) FROM trace WHERE trace_id = ?";

  private static final String PERIODS =
      "SELECT min(since), max(until), trace_id FROM trace"
          + " WHERE trace_id IN (SELECT unnest(string_split(?, ','))::UUID) GROUP BY trace_id";

  private final Readers readers;
  private final Emitters emitters;

  SpanReader(Readers readers, Emitters emitters) {
    this.readers = readers;
    this.emitters = emitters;
  }

  /** Where a span is. */
  record Place(long time, UUID traceId, long spanId) {
    /** Reads the columns of these names. */
    static Place of(ResultSet row) throws SQLException {
      return new Place(
          row.getLong("time"), row.getObject("trace_id", UUID.class), row.getLong("span_id"));
    }
  }

  /** Returns the spans at these places in the order they began. */
  List<SpanRecord> at(List<Place> places) {
    List<SpanRecord> spans = new ArrayList<>(places.size());
    for (Place place : places) {
      spans.addAll(readers.query(ONE, this::span, place.time, place.spanId, place.traceId));
    }
    spans.sort(BY_START);
    return spans;
  }

  /** Returns the spans of a trace in the order they began. */
  List<SpanRecord> ofTrace(UUID traceId) {
    return readers.query(PERIOD, SpanReader::period, traceId).stream()
        .filter(Objects::nonNull)
        .flatMap(period -> ofTrace(traceId, period).stream())
        .toList();
  }

  /** Returns the spans of each trace that has any, by its id in hex. */
  Map<String, List<SpanRecord>> ofTraces(List<UUID> traceIds) {
    if (traceIds.isEmpty()) {
      return Map.of();
    }
    String ids = traceIds.stream().map(UUID::toString).collect(Collectors.joining(","));
    Map<UUID, Period> periods = new HashMap<>();
    readers.query(PERIODS, row -> periods.put(row.getObject(3, UUID.class), period(row)), ids);
    Map<String, List<SpanRecord>> traces = new HashMap<>();
    periods.forEach((id, period) -> traces.put(Ids.hex(id), ofTrace(id, period)));
    return traces;
  }

  /** Returns those spans of a trace that began within a period, in the order they began. */
  List<SpanRecord> ofTrace(UUID traceId, Period period) {
    List<SpanRecord> spans =
        readers.query(OF_TRACE, this::span, period.since(), period.until(), traceId);
    spans.sort(BY_START);
    return spans;
  }

  /** Reads the first two columns, which are null together. */
  static Period period(ResultSet row) throws SQLException {
    long since = row.getLong(1);
    return row.wasNull() ? null : new Period(since, row.getLong(2));
  }

  private SpanRecord span(ResultSet row) throws SQLException {
    long start = row.getLong("time");
    long parent = row.getLong("parent_id");
    String parentId = row.wasNull() ? null : Ids.hex(parent);
    return new SpanRecord(
        new Identity(
            Ids.hex(row.getObject("trace_id", UUID.class)),
            Ids.hex(row.getLong("span_id")),
            parentId),
        new Operation(
            emitters.get(row.getLong("emitter")),
            row.getString("name"),
            SpanKind.valueOf(row.getString("kind")),
            new Status(
                StatusCode.valueOf(row.getString("status")), row.getString("status_message"))),
        new Times(start, start + row.getLong("duration")),
        new Content(
            JsonReader.attributes(row.getString("attributes")),
            JsonReader.links(row.getString("links")),
            JsonReader.events(row.getString("events"))));
  }
}
