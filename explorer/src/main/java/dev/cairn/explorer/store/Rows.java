// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.store;

import java.util.ArrayList;
import java.util.List;

/**
 * A batch as rows, made by the thread that brings it, so that the one thread that writes has little
 * to do. A row's fingerprint tells it from others when it is sent again.
 */
final class Rows {
  /**
   * Rows that are kept together or, if seen before, not at all.
   *
   * @param span the span they were made of, or null
   */
  record Unit(long fingerprint, SpanRow span, List<Row> rows) {}

  private static final long EVENTS = 1;
  private static final long LOSS = 2;

  private final List<Unit> units = new ArrayList<>();
  private final JsonWriter json = new JsonWriter();
  private int spans;

  private Rows() {}

  static Rows of(Batch batch) {
    Rows rows = new Rows();
    batch.spans().forEach(rows::add);
    rows.addEvents(batch.events());
    batch.losses().forEach(rows::add);
    rows.spans = batch.spans().size();
    return rows;
  }

  /** Returns a row that is kept however often it comes. */
  static Rows of(Row row) {
    Rows rows = new Rows();
    rows.units.add(new Unit(0, null, List.of(row)));
    return rows;
  }

  List<Unit> units() {
    return units;
  }

  int spans() {
    return spans;
  }

  private void add(SpanRecord span) {
    Made made = new Made(span, Ids.trace(span.traceId()), Ids.span(span.spanId()));
    SpanRow row =
        new SpanRow(
            made,
            new SpanRow.Json(
                json.attributes(span.attributes()),
                json.links(span.links()),
                json.events(span.content().events())));
    List<Row> rows = new ArrayList<>(2);
    rows.add(row);
    WriteRow.of(made, rows::add);
    RequestRow.of(made, rows::add);
    ErrorRow.of(made, rows::add);
    for (SpanRecord.Link link : span.links()) {
      LinkRow linking = LinkRow.of(made, link);
      if (linking != null) {
        rows.add(linking);
      }
    }
    units.add(new Unit(Hash.of(made.traceId(), made.spanId()), row, rows));
  }

  /**
   * Events have no ids. They are known again by all those that they were sent with: two alike in
   * one batch are two.
   */
  private void addEvents(List<EventRecord> events) {
    if (events.isEmpty()) {
      return;
    }
    long batch = EVENTS;
    List<String> attributes = new ArrayList<>(events.size());
    for (EventRecord event : events) {
      String text = json.attributes(event.attributes());
      attributes.add(text);
      batch = Hash.and(batch, event.timeNanos());
      batch = Hash.and(batch, Hash.of(event.name()));
      batch = Hash.and(batch, Hash.of(event.where().spanId()));
      batch = Hash.and(batch, Hash.of(text));
    }
    List<Row> rows = new ArrayList<>(events.size());
    for (int i = 0; i < events.size(); i++) {
      EventRecord event = events.get(i);
      rows.add(
          event.isError() ? ErrorRow.of(event) : new EventRow(event, attributes.get(i), batch));
    }
    units.add(new Unit(batch, null, rows));
  }

  private void add(LossRecord loss) {
    LossRow row = new LossRow(loss, json.attributes(loss.attributes()));
    long fingerprint = Hash.and(LOSS, loss.times().endNanos());
    fingerprint = Hash.and(fingerprint, Hash.of(loss.counter()));
    fingerprint = Hash.and(fingerprint, Hash.of(row.attributes()));
    fingerprint = Hash.and(fingerprint, loss.emitter().resource().hashCode());
    units.add(new Unit(fingerprint, null, List.of(row)));
  }
}
