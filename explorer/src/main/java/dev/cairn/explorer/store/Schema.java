// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The tables, and how those of an older explorer become those of this one: {@code schema-N.sql}
 * makes version N of version N - 1.
 */
final class Schema {
  static final int VERSION = 5;

  private Schema() {}

  /**
   * Brings a database, empty or of any earlier version, to this version, or leaves it as it was.
   */
  static void migrate(Connection connection) {
    try (Statement statement = connection.createStatement()) {
      int version = version(statement);
      if (version > VERSION) {
        throw new StoreException(
            "the store was written by a newer explorer: its version is "
                + version
                + ", this explorer knows versions up to "
                + VERSION,
            null);
      }
      if (version < VERSION) {
        migrate(statement, version);
      }
    } catch (SQLException failed) {
      throw new StoreException(
          "the store's tables cannot be brought to version " + VERSION + ": " + failed.getMessage(),
          failed);
    }
  }

  private static void migrate(Statement statement, int from) throws SQLException {
    statement.execute("BEGIN TRANSACTION");
    try {
      for (int version = from + 1; version <= VERSION; version++) {
        statement.execute(script(version));
      }
      statement.execute("DELETE FROM meta WHERE key = 'version'");
      statement.execute("INSERT INTO meta VALUES ('version', '" + VERSION + "')");
      statement.execute("COMMIT");
    } catch (SQLException failed) {
      statement.execute("ROLLBACK");
      throw failed;
    }
  }

  /** Returns 0 where there are no tables yet. */
  static int version(Statement statement) throws SQLException {
    String tables = "SELECT count(*) FROM duckdb_tables() WHERE table_name = 'meta'";
    try (ResultSet found = statement.executeQuery(tables)) {
      found.next();
      if (found.getInt(1) == 0) {
        return 0;
      }
    }
    try (ResultSet row =
        statement.executeQuery("SELECT value::INTEGER FROM meta WHERE key = 'version'")) {
      return row.next() ? row.getInt(1) : 0;
    }
  }

  /** Returns the statements that make a version of the one before. */
  static String script(int version) {
    try (InputStream script = Schema.class.getResourceAsStream("schema-" + version + ".sql")) {
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
