// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stores of older and newer explorers. */
final class SchemaTest {
  @TempDir private Path directory;

  private void sql(String... statements) throws SQLException {
    String url = "jdbc:duckdb:" + directory.resolve(Database.FILE);
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      for (String each : statements) {
        statement.execute(each);
      }
    }
  }

  @Test
  void newStore_isOfTheLatestVersion() {
    try (SpanStore store = SpanStore.open(StoreSettings.in(directory))) {
      assertThat(version(store)).isEqualTo(Schema.VERSION);
    }
  }

  @Test
  void storeOfANewerExplorer_isRefused() throws SQLException {
    SpanStore.open(StoreSettings.in(directory)).close();
    sql("UPDATE meta SET value = '99' WHERE key = 'version'");

    assertThatThrownBy(() -> SpanStore.open(StoreSettings.in(directory)))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("its version is 99, this explorer knows versions up to");
  }

  @Test
  void databaseOfSomebodyElse_isRefused_andLeftAsItIs() throws SQLException {
    sql("CREATE TABLE span (mine INTEGER)", "INSERT INTO span VALUES (7)");

    assertThatThrownBy(() -> SpanStore.open(StoreSettings.in(directory)))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("cannot be brought to version");
    sql("DELETE FROM span WHERE mine = 7");
  }

  static int version(SpanStore store) {
    return store
        .query("SELECT value::INTEGER FROM meta WHERE key = 'version'", row -> row.getInt(1))
        .get(0);
  }
}
