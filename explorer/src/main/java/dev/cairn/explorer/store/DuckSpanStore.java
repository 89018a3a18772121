// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.duckdb.DuckDBConnection;

/** Spans in DuckDB's tables: the spans whole, and narrow tables that lead to them. */
final class DuckSpanStore implements SpanStore {
  /** The user's name is not compared here but of those that are found: the hash says it as well. */
  private static final String REQUESTS =
      "SELECT trace_id, span_id, parent_id, user_id FROM request WHERE user_hash = ? AND time >= ?"
          + " AND time < ? AND (kind IN ('SERVER', 'CONSUMER') OR parent_id IS NULL)";

  private static final String NEWEST = " ORDER BY time DESC, span_id DESC LIMIT ?";

  private static final String LOSSES =
      "SELECT coalesce(sum(spans) FILTER (reason = 'evicted'), 0)::BIGINT,"
          + " coalesce(max(until) FILTER (reason = 'evicted'), 0)::BIGINT,"
          + " coalesce(sum(spans) FILTER (reason = 'rejected'), 0)::BIGINT FROM dropped";

  private final Database database;
  private final Session session;
  private final Journal journal;
  private final Writer writer;
  private final Intake intake;
  private final Sealer sealer;
  private final SpanReader spans;
  private final FollowerReader followers;
  private final Known known;

  private DuckSpanStore(Database database, StoreSettings settings) throws SQLException {
    this.database = database;
    try (DuckDBConnection connection = database.connect()) {
      Schema.migrate(connection);
    }
    known = Known.nothing();
    known.load(database.readers());
    session = new Session(database, known.emitters());
    spans = new SpanReader(database.readers(), known.emitters());
    followers = new FollowerReader(database.readers());
    Retention retention = new Retention(database, session, settings, known.spans());
    boolean inMemory = settings.directory() == null;
    journal =
        inMemory
            ? new MemoryJournal()
            : FileJournal.open(settings.directory(), known.applied().get());
    writer =
        Writer.start(
            journal,
            new Group(database, known, session),
            known,
            inMemory ? Writer.MAX_SPANS_IN_MEMORY : Writer.MAX_SPANS,
            retention::apply);
    intake = Intake.start(journal, writer);
    sealer = Sealer.start(database);
  }

  static SpanStore open(StoreSettings settings) {
    return open(Database.open(settings), settings);
  }

  static SpanStore open(Database database, StoreSettings settings) {
    try {
      return new DuckSpanStore(database, settings);
    } catch (SQLException | RuntimeException failed) {
      database.close();
      throw failed instanceof StoreException told
          ? told
          : new StoreException("the store cannot be opened: " + failed.getMessage(), failed);
    }
  }

  @Override
  public CompletableFuture<Void> appendAsync(Batch batch) {
    Rows rows = Rows.of(batch);
    return rows.units().size() == 0 ? CompletableFuture.completedFuture(null) : intake.append(rows);
  }

  @Override
  public List<SpanRecord> trace(String traceId) {
    writer.settle();
    UUID id = Ids.trace(traceId);
    return id == null ? List.of() : spans.ofTrace(id);
  }

  @Override
  public Map<String, List<SpanRecord>> traces(Collection<String> traceIds) {
    writer.settle();
    return spans.ofTraces(traceIds.stream().map(Ids::trace).filter(Objects::nonNull).toList());
  }

  @Override
  public List<SpanRecord> at(String address) {
    writer.settle();
    return spans.ofAddress(address);
  }

  @Override
  public List<SpanRecord.Identity> requests(Selection which, int limit) {
    if (which.user() == null) {
      throw new IllegalArgumentException("user: none is named");
    }
    if (limit < 1) {
      throw new IllegalArgumentException("limit: " + limit + " is not at least 1");
    }
    List<Requesting> some;
    List<SpanRecord.Identity> requests;
    long most = limit;
    do { // another user of the same hash may have made some of them
      some = requesting(which, most);
      requests =
          some.stream()
              .filter(each -> which.user().equals(each.user))
              .map(Requesting::request)
              .limit(limit)
              .collect(Collectors.toCollection(ArrayList::new));
      most *= 2;
    } while (requests.size() < limit && some.size() == most / 2);
    Collections.reverse(requests);
    return requests;
  }

  private record Requesting(SpanRecord.Identity request, String user) {}

  private List<Requesting> requesting(Selection which, long limit) {
    StringBuilder sql = new StringBuilder(REQUESTS);
    List<Object> values = new ArrayList<>();
    values.addAll(List.of(Hash.of(which.user()), which.sinceNanos(), which.untilNanos()));
    if (which.tenant() != null) {
      sql.append(" AND tenant = ?");
      values.add(which.tenant());
    }
    if (which.service() != null) {
      sql.append(" AND service = ?");
      values.add(which.service());
    }
    values.add(limit);
    return query(
        sql.append(NEWEST).toString(),
        row -> new Requesting(identity(row), row.getString(4)),
        values.toArray());
  }

  private static SpanRecord.Identity identity(ResultSet row) throws SQLException {
    long parent = row.getLong(3);
    String parentId = row.wasNull() ? null : Ids.hex(parent);
    return new SpanRecord.Identity(
        Ids.hex(row.getObject(1, UUID.class)), Ids.hex(row.getLong(2)), parentId);
  }

  @Override
  public Map<SpanRecord.Identity, Set<String>> followers(Collection<SpanRecord.Identity> spans) {
    writer.settle();
    return followers.of(spans);
  }

  @Override
  public <T> List<T> query(String sql, RowMapper<T> mapper, Object... parameters) {
    writer.settle();
    return database.readers().query(sql, mapper, parameters);
  }

  @Override
  public long export(Export what, Path file) {
    writer.settle();
    String quoted = "'" + file.toString().replace("'", "''") + "'";
    String copy =
        "COPY (" + what.select() + ") TO " + quoted + " (FORMAT parquet, COMPRESSION zstd)";
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      return statement.executeLargeUpdate(copy);
    } catch (SQLException failed) {
      throw new StoreException(
          what.title() + " cannot be written to " + file + ": " + failed.getMessage(), failed);
    }
  }

  @Override
  public long size() {
    writer.settle();
    return known.spans().get();
  }

  @Override
  public StoreLosses losses() {
    return query(LOSSES, row -> new StoreLosses(row.getLong(1), row.getLong(2), row.getLong(3)))
        .get(0);
  }

  @Override
  public void close() {
    sealer.close();
    intake.close();
    writer.close();
    journal.close();
    session.close();
    database.close();
  }
}
