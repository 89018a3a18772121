// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.store;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What a store knows of itself, in memory.
 *
 * @param spans how many are stored
 */
record Known(Emitters emitters, Recent recent, AtomicLong spans) {
  /**
   * So many of the latest spans are remembered across a restart: whatever had not been acknowledged
   * when the last process ended is sent again within seconds.
   */
  private static final long REMEMBERED = 250_000;

  static Known nothing() {
    return new Known(new Emitters(), new Recent(), new AtomicLong());
  }

  /** Learns what the tables say. */
  void load(Readers readers) {
    readers
        .query(
            "SELECT trace_id, span_id FROM span"
                + " WHERE rowid >= (SELECT max(rowid) FROM span) - "
                + REMEMBERED,
            row -> Hash.of(row.getObject(1, UUID.class), row.getLong(2)))
        .forEach(recent::add);
    readers
        .query(
            "SELECT DISTINCT batch FROM event WHERE rowid >= (SELECT max(rowid) FROM event) - "
                + REMEMBERED,
            row -> row.getLong(1))
        .forEach(recent::add);
    List<Emitters.EmitterRow> senders =
        readers.query(
            "SELECT emitter, scope, resource FROM emitter ORDER BY emitter",
            row ->
                new Emitters.EmitterRow(
                    row.getLong(1),
                    new Emitter(JsonReader.attributes(row.getString(3)), row.getString(2))));
    senders.forEach(row -> emitters.put(row.id(), row.emitter()));
    spans.set(readers.query("SELECT count(*) FROM span", row -> row.getLong(1)).get(0));
  }
}
