// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.store;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A batch as rows, made by the thread that brings it, so that the one thread that writes has little
 * to do.
 */
final class Rows {
  private static final long EVENTS = 1;
  private static final long LOSS = 2;

  /** Of other rows than spans, of which there is one each, so many are expected. */
  private static final int FEW = 16;

  private final Units units;
  private final Map<Table, Values> tables;
  private final JsonWriter json = new JsonWriter();
  private final int spans;

  /** Takes over rows that were made before. */
  Rows(int spans, Units units, Map<Table, Values> tables) {
    this.spans = spans;
    this.units = units;
    this.tables = tables;
  }

  private Rows(int spans) {
    this(spans, new Units(), new EnumMap<>(Table.class));
  }

  static Rows of(Batch batch) {
    Rows rows = new Rows(batch.spans().size());
    batch.spans().forEach(rows::add);
    rows.addEvents(batch.events());
    batch.losses().forEach(rows::add);
    if (batch.rejected() > 0) {
      rows.addAlways(List.of(new DroppedRow(DroppedRow.REJECTED, batch.rejected(), 0)));
    }
    rows.tables.values().forEach(Values::trim);
    return rows;
  }

  /** Returns rows that are kept however often they come. */
  static Rows of(List<? extends Row> always) {
    Rows rows = new Rows(0);
    rows.addAlways(always);
    return rows;
  }

  private void addAlways(List<? extends Row> always) {
    units.add(Units.Unit.ofNoSpan(0));
    always.forEach(this::add);
  }

  Units units() {
    return units;
  }

  /** Returns the values of each table that has any; their units are places in the list of units. */
  Map<Table, Values> tables() {
    return tables;
  }

  int spans() {
    return spans;
  }

  /** Returns about how much memory they take, in octets. */
  long octets() {
    return units.octets() + tables.values().stream().mapToLong(Values::octets).sum();
  }

  /** Adds a row to the unit that was begun last. */
  private void add(Row row) {
    Values values =
        tables.computeIfAbsent(row.table(), table -> new Values(table == Table.SPAN ? spans : FEW));
    values.beginRow(units.size() - 1);
    row.addTo(values);
  }

  private void add(SpanRecord span) {
    Made made = Made.of(span);
    units.add(Units.Unit.of(made));
    add(
        new SpanRow(
            made,
            json.attributes(span.attributes()),
            json.links(span.links()),
            json.events(span.content().events())));
    WriteRow.of(made, this::add);
    RequestRow.of(made, this::add);
    ErrorRow.of(made, this::add);
    for (SpanRecord.Link link : span.links()) {
      LinkRow linking = LinkRow.of(made, link);
      if (linking != null) {
        add(linking);
      }
    }
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
    List<byte[]> attributes = new ArrayList<>(events.size());
    for (EventRecord event : events) {
      byte[] text = json.attributes(event.attributes());
      attributes.add(text);
      batch = Hash.and(batch, event.timeNanos());
      batch = Hash.and(batch, Hash.of(event.name()));
      batch = Hash.and(batch, Hash.of(event.where().spanId()));
      batch = Hash.and(batch, hash(text));
    }
    units.add(Units.Unit.ofNoSpan(batch));
    for (int i = 0; i < events.size(); i++) {
      EventRecord event = events.get(i);
      add(event.isError() ? ErrorRow.of(event) : new EventRow(event, attributes.get(i), batch));
    }
  }

  private void add(LossRecord loss) {
    LossRow row = new LossRow(loss, json.attributes(loss.attributes()));
    long fingerprint = Hash.and(LOSS, loss.times().endNanos());
    fingerprint = Hash.and(fingerprint, Hash.of(loss.counter()));
    fingerprint = Hash.and(fingerprint, hash(row.attributes()));
    fingerprint = Hash.and(fingerprint, loss.emitter().resource().hashCode());
    units.add(Units.Unit.ofNoSpan(fingerprint));
    add(row);
  }

  private static long hash(byte[] utf8) {
    return Hash.of(new String(utf8, StandardCharsets.UTF_8));
  }
}
