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
 * @param applied the number of the last batch of the journal that is
 */
record Known(Emitters emitters, Recent recent, AtomicLong spans, AtomicLong applied) {
  /**
   * So many of the latest spans are remembered across a restart: whatever had not been acknowledged
   * when the last process ended is sent again within seconds. Besides, as many that were sealed
   * last: they may have come in just before.
   */
  private static final long REMEMBERED = 250_000;

  /** So many times as many rows are looked at: sealed ones, of longer ago, lie between. */
  private static final long LOOKED_AT = 8;

  static Known nothing() {
    return new Known(new Emitters(), new Recent(), new AtomicLong(), new AtomicLong());
  }

  /** Learns what the tables say. */
  void load(Readers readers) {
    load(readers, REMEMBERED);
  }

  void load(Readers readers, long remembered) {
    long last = number(readers, "SELECT coalesce(max(rowid), 0) FROM span");
    readers
        .query(
            "SELECT trace_id, span_id FROM span"
                + (" WHERE rowid > " + (last - LOOKED_AT * remembered))
                + (" AND (owner = " + Row.NO_OWNER + " OR rowid > " + (last - remembered) + ")")
                + (" ORDER BY rowid DESC LIMIT " + 2 * remembered),
            row -> Hash.of(row.getObject(1, UUID.class), row.getLong(2)))
        .forEach(recent::add);
    readers
        .query(
            "SELECT DISTINCT batch FROM event WHERE rowid >= (SELECT max(rowid) FROM event) - "
                + remembered,
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
    spans.set(number(readers, "SELECT count(*) FROM span"));
    applied.set(number(readers, "SELECT value::BIGINT FROM meta WHERE key = 'applied'"));
  }

  private static long number(Readers readers, String sql) {
    return readers.query(sql, row -> row.getLong(1)).get(0);
  }
}
