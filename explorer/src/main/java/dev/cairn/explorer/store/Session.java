// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/**
 * The connection that writes. Not thread-safe.
 *
 * <p>DuckDB's appender writes by itself after every 2,048 rows. It does so within a transaction
 * only if that was begun by a statement.
 */
final class Session implements AutoCloseable {
  private static final Logger LOGGER = Logger.getLogger(Session.class.getName());

  /** How DuckDB says that this database must be opened anew: its file could not be written. */
  private static final String FATAL = "FATAL";

  private final Database database;
  private final Emitters emitters;
  private final Map<Table, DuckDBAppender> appenders = new EnumMap<>(Table.class);
  private final Set<Table> touched = new HashSet<>();
  private DuckDBConnection connection;

  Session(Database database, Emitters emitters) {
    this.database = database;
    this.emitters = emitters;
  }

  void begin() throws SQLException {
    execute("BEGIN TRANSACTION");
  }

  /** Appends all rows but those of some units. */
  void append(Rows rows, BitSet without) throws SQLException {
    for (Map.Entry<Table, Values> table : rows.tables().entrySet()) {
      table.getValue().appendTo(appender(table.getKey()), emitters, without);
    }
  }

  void append(List<? extends Row> rows) throws SQLException {
    append(Rows.of(rows), new BitSet());
  }

  private DuckDBAppender appender(Table table) throws SQLException {
    DuckDBAppender appender = appenders.get(table);
    if (appender == null) {
      appender = connection().createAppender(table.sql());
      appenders.put(table, appender);
    }
    touched.add(table);
    return appender;
  }

  void commit() throws SQLException {
    for (Table table : touched) {
      appenders.get(table).flush();
    }
    touched.clear();
    execute("COMMIT");
  }

  /**
   * Leaves everything as it was, and sees to it that what it failed of is there the next time, if
   * that is memory.
   *
   * @return whether the database goes on; if not, it must be opened anew
   */
  boolean rollBack(Throwable why) {
    closeAppenders(); // half a row may be in one of them
    boolean goesOn = !String.valueOf(why.getMessage()).startsWith(FATAL);
    if (goesOn) {
      try {
        execute("ROLLBACK");
      } catch (SQLException ended) {
        why.addSuppressed(ended);
      }
    } else {
      close();
    }
    database.giveMemory(why); // not before: whoever writes the log waits for this transaction
    return goesOn;
  }

  void execute(String sql) throws SQLException {
    try (Statement statement = connection().createStatement()) {
      statement.execute(sql);
    }
  }

  /** Writes the log into the file: see {@link Database#CHECKPOINT}. */
  void checkpoint() throws SQLException {
    execute(Database.CHECKPOINT);
  }

  /** Returns how many rows it changed. */
  long update(String sql, long parameter) throws SQLException {
    try (PreparedStatement statement = connection().prepareStatement(sql)) {
      statement.setLong(1, parameter);
      return statement.executeLargeUpdate();
    }
  }

  /** Returns the number in the first column of the first row; 0 where there is none. */
  long number(String sql) throws SQLException {
    try (Statement statement = connection().createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.next() ? row.getLong(1) : 0;
    }
  }

  private DuckDBConnection connection() throws SQLException {
    if (connection == null) {
      connection = database.connect();
    }
    return connection;
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
    touched.clear();
  }

  @Override
  public void close() {
    closeAppenders();
    if (connection != null) {
      try {
        connection.close();
      } catch (SQLException kept) {
        LOGGER.log(Level.WARNING, "the writing connection is kept open", kept);
      }
      connection = null;
    }
  }
}
