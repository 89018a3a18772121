// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.store;

import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.duckdb.DuckDBConnection;

/** What a store knows of itself when it is opened. */
record Opened(Emitters emitters, Recent recent, long spans) {
  /**
   * So many of the latest spans are remembered across a restart: whatever had not been acknowledged
   * when the last process ended is sent again within seconds.
   */
  private static final long REMEMBERED = 250_000;

  /** Brings the tables up to date first. */
  static Opened of(Database database) throws SQLException {
    try (DuckDBConnection connection = database.connect()) {
      Schema.migrate(connection);
    }
    Readers readers = database.readers();
    Recent recent = new Recent();
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
    return new Opened(
        emitters(readers),
        recent,
        readers.query("SELECT count(*) FROM span", row -> row.getLong(1)).get(0));
  }

  private static Emitters emitters(Readers readers) {
    Emitters emitters = new Emitters();
    List<Emitters.EmitterRow> known =
        readers.query(
            "SELECT emitter, scope, resource FROM emitter ORDER BY emitter",
            row ->
                new Emitters.EmitterRow(
                    row.getLong(1),
                    new Emitter(JsonReader.attributes(row.getString(3)), row.getString(2))));
    known.forEach(row -> emitters.put(row.id(), row.emitter()));
    return emitters;
  }
}
