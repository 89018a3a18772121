// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.duckdb.DuckDBConnection;

/** The connections that questions read by, beside the one that writes. Thread-safe. */
final class Readers implements AutoCloseable {
  /** So many questions are answered at once; the others wait. */
  private static final int CONNECTIONS = 4;

  /** How long a statement may take, and how long one waits for a connection. */
  private static final int TIMEOUT_SECONDS = 60;

  private static final Logger LOGGER = Logger.getLogger(Readers.class.getName());

  private final Database database;
  private final BlockingQueue<Reader> idle = new ArrayBlockingQueue<>(CONNECTIONS);

  Readers(Database database) {
    this.database = database;
    for (int i = 0; i < CONNECTIONS; i++) {
      idle.add(new Reader());
    }
  }

  /** Returns a list of what each row says. */
  <T> List<T> query(String sql, SpanStore.RowMapper<T> mapper, Object... parameters) {
    Reader reader = take();
    try {
      while (true) {
        try {
          return reader.query(sql, mapper, parameters);
        } catch (SQLException failed) {
          reader.close();
          if (!database.giveMemory(failed)) {
            throw new StoreException("the store cannot answer: " + failed.getMessage(), failed);
          }
        }
      }
    } finally {
      idle.add(reader);
    }
  }

  private Reader take() {
    try {
      Reader reader = idle.poll(TIMEOUT_SECONDS, TimeUnit.SECONDS);
      if (reader == null) {
        throw new StoreException("too many questions at once: ask again", null);
      }
      return reader;
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new StoreException("interrupted", stop);
    }
  }

  /** Does something as one of those who read: as long as it lasts, {@link #pause} waits. */
  void occupy(Runnable action) {
    Reader reader = take();
    try {
      action.run();
    } finally {
      idle.add(reader);
    }
  }

  /** Does something while nobody reads and no connection is open. */
  void pause(Runnable action) {
    List<Reader> all = new ArrayList<>();
    try {
      while (all.size() < CONNECTIONS) {
        all.add(take());
      }
      all.forEach(Reader::close);
      action.run();
    } finally {
      idle.addAll(all);
    }
  }

  /** Waits for what is being answered. Whoever asks afterwards waits, and is refused. */
  @Override
  public void close() {
    for (int i = 0; i < CONNECTIONS; i++) {
      take().close();
    }
  }

  /** A connection, made when it is needed, and its latest statements. Used by one at a time. */
  private final class Reader {
    private static final int STATEMENTS = 32;

    private DuckDBConnection connection;
    private final Map<String, PreparedStatement> statements =
        new LinkedHashMap<>(STATEMENTS, 0.75f, true);

    <T> List<T> query(String sql, SpanStore.RowMapper<T> mapper, Object... parameters)
        throws SQLException {
      PreparedStatement statement = statement(sql);
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      List<T> found = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          found.add(mapper.map(rows));
        }
      }
      return found;
    }

    private PreparedStatement statement(String sql) throws SQLException {
      PreparedStatement known = statements.get(sql);
      if (known != null) {
        return known;
      }
      if (connection == null) {
        connection = database.connect();
      }
      if (statements.size() == STATEMENTS) {
        String oldest = statements.keySet().iterator().next();
        statements.remove(oldest).close();
      }
      PreparedStatement statement = connection.prepareStatement(sql);
      statement.setQueryTimeout(TIMEOUT_SECONDS);
      statements.put(sql, statement);
      return statement;
    }

    /** Its statements end with it; the next question makes a new one. */
    void close() {
      statements.clear();
      if (connection != null) {
        try {
          connection.close();
        } catch (SQLException kept) {
          LOGGER.log(Level.WARNING, "a connection is kept open", kept);
        }
        connection = null;
      }
    }
  }
}
