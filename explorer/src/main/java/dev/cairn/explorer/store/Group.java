// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.store;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/**
 * One transaction after the other. What came in before is left out. Not thread-safe.
 *
 * <p>DuckDB's appender writes by itself after every 2,048 rows. It does so within a transaction
 * only if that was begun by a statement.
 */
final class Group implements AutoCloseable {
  private static final Logger LOGGER = Logger.getLogger(Group.class.getName());

  private final DuckDBConnection connection;
  private final Emitters emitters;
  private final Recent recent;
  private final AtomicLong spans;
  private final Map<Table, DuckDBAppender> appenders = new EnumMap<>(Table.class);
  private final Set<Table> touched = new HashSet<>();
  private final Set<Long> fresh = new HashSet<>();
  private final Map<Behalf, Period> traces = new HashMap<>();
  private long freshSpans;

  /** Whose trace: {@code origin} is null where it is nobody else's. */
  private record Behalf(UUID origin, UUID traceId) {}

  /**
   * @param spans how many are stored; kept up to date
   */
  Group(DuckDBConnection connection, Emitters emitters, Recent recent, AtomicLong spans) {
    this.connection = connection;
    this.emitters = emitters;
    this.recent = recent;
    this.spans = spans;
  }

  /** Commits all of it, or throws and keeps nothing. */
  void commit(List<Rows> batches) {
    try {
      execute("BEGIN TRANSACTION");
      for (Rows batch : batches) {
        for (Rows.Unit unit : batch.units()) {
          if (unit.fingerprint() == 0
              || (!recent.contains(unit.fingerprint()) && fresh.add(unit.fingerprint()))) {
            append(unit);
          }
        }
      }
      for (Map.Entry<Behalf, Period> trace : traces.entrySet()) {
        Behalf of = trace.getKey();
        append(new TraceRow(of.origin, of.traceId, trace.getValue()));
      }
      for (Row emitter : emitters.uncommitted()) {
        append(emitter);
      }
      for (Table table : touched) {
        appenders.get(table).flush();
      }
      execute("COMMIT");
    } catch (SQLException | RuntimeException failed) {
      rollBack(failed);
      throw new StoreException(failed.getMessage(), failed);
    }
    emitters.committed();
    fresh.forEach(recent::add);
    spans.addAndGet(freshSpans);
    forget();
  }

  private void append(Rows.Unit unit) throws SQLException {
    for (Row row : unit.rows()) {
      append(row);
    }
    SpanRow span = unit.span();
    if (span != null) {
      freshSpans++;
      Period began = new Period(span.made().time(), span.made().time());
      traces.merge(new Behalf(null, span.made().traceId()), began, Period::and);
      UUID origin = span.made().originId();
      if (origin != null && !origin.equals(span.made().traceId())) {
        traces.merge(new Behalf(origin, span.made().traceId()), began, Period::and);
      }
    }
  }

  private void append(Row row) throws SQLException {
    DuckDBAppender appender = appenders.get(row.table());
    if (appender == null) {
      appender = connection.createAppender(row.table().sql());
      appenders.put(row.table(), appender);
    }
    touched.add(row.table());
    appender.beginRow();
    row.addTo(new Values(appender, emitters));
    appender.endRow();
  }

  private void rollBack(Exception why) {
    closeAppenders(); // half a row may be in one of them
    try {
      execute("ROLLBACK");
    } catch (SQLException ended) {
      why.addSuppressed(ended);
    }
    emitters.rolledBack();
    forget();
  }

  private void forget() {
    touched.clear();
    fresh.clear();
    traces.clear();
    freshSpans = 0;
  }

  private void closeAppenders() {
    for (DuckDBAppender appender : appenders.values()) {
      try {
        appender.close();
      } catch (SQLException lost) {
        LOGGER.log(Level.FINE, "rows that are rolled back anyway were not written", lost);
      }
    }
    appenders.clear();
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() {
    closeAppenders();
    try {
      connection.close();
    } catch (SQLException kept) {
      LOGGER.log(Level.WARNING, "the writing connection is kept open", kept);
    }
  }
}
