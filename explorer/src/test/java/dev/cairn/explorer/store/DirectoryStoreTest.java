// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.store;

import static dev.cairn.explorer.store.SpanBuilder.request;
import static dev.cairn.explorer.store.SpanBuilder.traceId;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.CairnAttributes;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DirectoryStoreTest extends SpanStoreContract {
  @TempDir private Path directory;

  @Override
  protected SpanStore open() {
    return SpanStore.open(StoreSettings.in(directory));
  }

  @Test
  void requestsOfAnotherUser_withTheSameHash_areLeftOut() throws SQLException {
    try (SpanStore store = open()) {
      store.append(Batch.of(List.of(by("ada", "a", 1), by("bob", "b", 2), by("bob", "c", 3))));
    }
    String url = "jdbc:duckdb:" + directory.resolve(Database.FILE);
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute("UPDATE request SET user_hash = " + Hash.of("ada"));
    }
    try (SpanStore store = open()) {
      assertThat(store.requests(Selection.ofUser("ada"), 1))
          .extracting(SpanRecord.Identity::traceId)
          .containsExactly(traceId("a"));
    }
  }

  private static SpanRecord by(String user, String trace, long at) {
    return request(trace, "1", "GET /").with(CairnAttributes.USER_ID, user).at(at, at + 1).build();
  }
}
