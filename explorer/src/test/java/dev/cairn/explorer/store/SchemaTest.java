// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.CairnAttributes;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
  void storeOfVersion1_isBroughtUpToDate_withAllItHas() throws SQLException {
    sql(
        Schema.script(1),
        "INSERT INTO meta VALUES ('version', '1')",
        "INSERT INTO emitter VALUES (0, 'photo-api', 'test', '{\"service.name\":\"photo-api\"}')",
        "INSERT INTO span VALUES (1000, 50, '0000000000000000000000000000000a', 11, NULL, 0,"
            + " 'PutObject', 'CLIENT', 'UNSET', NULL, '{\"user.id\":\"ada\"}', NULL, NULL)",
        "INSERT INTO trace VALUES ('0000000000000000000000000000000a', 1000, 1000)");

    try (SpanStore store = SpanStore.open(StoreSettings.in(directory))) {
      assertThat(version(store)).isEqualTo(Schema.VERSION);
      assertThat(store.trace(SpanBuilder.traceId("a")))
          .singleElement()
          .satisfies(
              span -> {
                assertThat(span.service()).isEqualTo("photo-api");
                assertThat(span.spanId()).isEqualTo(SpanBuilder.spanId("b"));
                assertThat(span.attribute(CairnAttributes.USER_ID)).isEqualTo("ada");
              });
      store.append(Batch.of(List.of(SpanBuilder.span("a", "c").build())));
      assertThat(store.trace(SpanBuilder.traceId("a"))).hasSize(2);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4})
  void daysSealedByAnOlderVersion_areSealedAgain(int version) throws SQLException {
    sql(IntStream.rangeClosed(1, version).mapToObj(Schema::script).toArray(String[]::new));
    sql("INSERT INTO meta VALUES ('version', '" + version + "')", "INSERT INTO sealed VALUES (0)");

    try (SpanStore store = SpanStore.open(StoreSettings.in(directory))) {
      assertThat(store.query("SELECT day FROM sealed", row -> row.getLong(1))).isEmpty();
    }
  }

  @Test
  void migrationThatFails_leavesTheOldStore() throws SQLException {
    sql(
        Schema.script(1),
        "INSERT INTO meta VALUES ('version', '1')",
        "CREATE TABLE sealed (mine INTEGER)");

    assertThatThrownBy(() -> SpanStore.open(StoreSettings.in(directory)))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("cannot be brought to version " + Schema.VERSION);
    sql("DROP TABLE sealed");
    SpanStore.open(StoreSettings.in(directory)).close();
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
