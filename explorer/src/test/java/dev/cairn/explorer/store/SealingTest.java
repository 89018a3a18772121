// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.store;

import static dev.cairn.explorer.store.SpanBuilder.request;
import static dev.cairn.explorer.store.SpanBuilder.span;
import static dev.cairn.explorer.store.SpanBuilder.traceId;
import static dev.cairn.explorer.store.SpanBuilder.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.CairnAttributes;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Days that are over are sorted, and no answer changes. */
final class SealingTest {
  private static final long DAY_MILLIS = TimeUnit.DAYS.toMillis(1);
  private static final int SLICE_SPANS = 10;
  private static final long NOW =
      TimeUnit.MILLISECONDS.toNanos(SpanBuilder.EPOCH.toEpochMilli() + 2 * DAY_MILLIS);

  @TempDir private Path directory;

  private Database database;
  private Session session;
  private Group group;
  private SpanReader reader;

  @BeforeEach
  void open() throws Exception {
    database = Database.open(StoreSettings.in(directory));
    try (var connection = database.connect()) {
      Schema.migrate(connection);
    }
    Known known = Known.nothing();
    session = new Session(database, known.emitters());
    group = new Group(database, known, session);
    reader = new SpanReader(database.readers(), known.emitters());
  }

  @AfterEach
  void close() {
    session.close();
    database.close();
  }

  /** Two days of one trace each hour, every one in two batches, and a third day that goes on. */
  private void appendThreeDays() {
    for (int hour = 0; hour < 72; hour++) {
      String trace = Integer.toHexString(0x100 + hour * 37 % 72);
      long at = hour * DAY_MILLIS / 24 - DAY_MILLIS / 2;
      append(request(trace, "1", "POST /photos").at(at, at + 9).build());
      append(
          write(trace, "2", "s3://photos/" + hour % 5)
              .with(CairnAttributes.ORIGIN_TRACE_ID, traceId("7"))
              .with(CairnAttributes.TENANT_ID, "tenant-" + hour % 3)
              .parent("1")
              .writtenBy("9", "9")
              .at(at + 1, at + 2)
              .build());
    }
  }

  private void append(SpanRecord span) {
    group.append(0, Rows.of(Batch.of(List.of(span))));
    group.commit();
  }

  private <T> List<T> query(String sql, SpanStore.RowMapper<T> mapper) {
    return database.readers().query(sql, mapper);
  }

  private void seal() throws Exception {
    Sealing sealing = new Sealing(session, SLICE_SPANS);
    while (sealing.sealNext(NOW)) {
      continue;
    }
  }

  private Set<Long> owners(String trace) {
    return Set.copyOf(
        query(
            "SELECT owner FROM span WHERE trace_id = '" + Ids.trace(traceId(trace)) + "'",
            row -> row.getLong(1)));
  }

  /**
   * While much comes in there is always a transaction under way, and before a slice the log is
   * written.
   */
  @Test
  void log_isWrittenIntoTheFile_whileWhatComesInIsNotCommittedYet() throws Exception {
    appendThreeDays();
    long before = database.logBytes();
    try (Session other = new Session(database, new Emitters())) {
      other.begin();
      other.append(List.of(new DroppedRow("under way", 1, 0)));
      CompletableFuture<Void> written =
          CompletableFuture.runAsync(
              () -> {
                try {
                  database.checkpoint();
                } catch (SQLException failed) {
                  throw new IllegalStateException(failed);
                }
              });
      assertThat(written).isNotCompletedExceptionally();
      other.commit();

      assertThat(written).succeedsWithin(Duration.ofSeconds(20));
      assertThat(database.logBytes()).isLessThan(before / 10);
      assertThat(query("SELECT count(*) FROM dropped", row -> row.getLong(1))).containsExactly(1L);
    }
  }

  @Test
  void days_areSortedOnce_whenTheyAreOver() throws Exception {
    appendThreeDays();
    seal();

    assertThat(query("SELECT day FROM sealed ORDER BY day", row -> row.getLong(1)))
        .hasSize(3)
        .doesNotHaveDuplicates()
        .allMatch(day -> day < TimeUnit.NANOSECONDS.toDays(NOW));
    long today = NOW - Math.floorMod(NOW, TimeUnit.DAYS.toNanos(1));
    assertSortedWithinDays("tenant FROM write WHERE time < " + today, row -> row.getString(2));
    assertSortedWithinDays("address_hash FROM address", row -> row.getLong(2));
  }

  private <T extends Comparable<? super T>> void assertSortedWithinDays(
      String values, SpanStore.RowMapper<T> mapper) {
    Map<Long, List<T>> days = new TreeMap<>();
    query(
        "SELECT time // 86400000000000, " + values + " ORDER BY rowid",
        row -> days.computeIfAbsent(row.getLong(1), day -> new ArrayList<>()).add(mapper.map(row)));
    assertThat(days).hasSize(3).allSatisfy((day, found) -> assertThat(found).isSorted());
  }

  /** So that they are read of one user, and not of a whole day. */
  @Test
  void writersOfAnAddress_areKnownWithTheirOwners() throws Exception {
    appendThreeDays();
    seal();

    assertThat(
            query(
                "SELECT a.owner = s.owner FROM address a JOIN span s USING (trace_id, span_id)",
                row -> row.getBoolean(1)))
        .isNotEmpty()
        .containsOnly(true);
    long today = NOW - Math.floorMod(NOW, TimeUnit.DAYS.toNanos(1));
    assertThat(query("SELECT time FROM write WHERE address_hash <> 0", row -> row.getLong(1)))
        .hasSize(72 - query("SELECT 1 FROM address", row -> 1).size())
        .allMatch(time -> time >= today);
  }

  @Test
  void spanOfAnotherAddress_withTheSameHash_isNoWriter() throws Exception {
    append(write("a", "1", "s3://photos/1").build());
    seal();
    session.execute("UPDATE address SET address_hash = " + Hash.of("s3://photos/2"));

    assertThat(reader.ofAddress("s3://photos/2")).isEmpty();
  }

  @Test
  void nothing_isLostOrDoubled() throws Exception {
    appendThreeDays();
    List<List<?>> before = answers();
    seal();

    assertThat(answers()).isEqualTo(before);
    for (Table table : List.of(Table.WRITE, Table.REQUEST, Table.LINK)) {
      assertThat(query("SELECT count(*) FROM " + table.sql(), row -> row.getLong(1)))
          .as(table.sql())
          .containsExactly(72L);
    }
  }

  @Test
  void trace_thatCameInBitByBit_hasOneRowLeft() throws Exception {
    appendThreeDays();
    assertThat(query("SELECT count(*) FROM trace", row -> row.getLong(1))).containsExactly(144L);
    seal();

    assertThat(
            query(
                "SELECT max(rows) FROM (SELECT count(*) AS rows FROM trace"
                    + " WHERE since < "
                    + (NOW - TimeUnit.DAYS.toNanos(1))
                    + " GROUP BY trace_id)",
                row -> row.getLong(1)))
        .containsExactly(1L);
  }

  @Test
  void whatComesInLate_isFoundToo() throws Exception {
    appendThreeDays();
    seal();
    SpanRecord late = write("fff", "3", "s3://photos/late").at(5, 6).build();
    append(late);
    seal();

    assertThat(reader.ofTrace(Ids.trace(traceId("fff")))).containsExactly(late);
    assertThat(reader.ofAddress("s3://photos/late")).containsExactly(late);
  }

  @Test
  void lateSpan_ofASealedTrace_isReadWithTheRest() throws Exception {
    SpanRecord first = request("a", "1", "POST /photos").at(5, 9).build();
    SpanRecord late = write("a", "2", "s3://photos/late").parent("1").at(6, 7).build();
    append(first);
    seal();
    append(late);

    assertThat(reader.ofTrace(Ids.trace(traceId("a")))).containsExactly(first, late);
    assertThat(reader.ofTraces(List.of(Ids.trace(traceId("a")), Ids.trace(traceId("b")))))
        .isEqualTo(Map.of(traceId("a"), List.of(first, late)));
  }

  @Test
  void spansOfADay_lieByUser_thoseOfATraceTogether() throws Exception {
    for (int i = 0; i < 60; i++) {
      String user = "user-" + i % 3;
      String trace = Integer.toHexString(0x100 + i);
      append(request(trace, "1", "POST /").with(CairnAttributes.USER_ID, user).at(i, i).build());
      append(write(trace, "2", "s3://photos/1").parent("1").at(i + 30, i + 31).build()); // ada's
    }
    seal();

    List<String> users =
        query(
            "SELECT trace_id, owner FROM span ORDER BY rowid",
            row -> row.getString(1) + " " + row.getLong(2));
    assertThat(IntStream.range(1, users.size()).filter(i -> !users.get(i).equals(users.get(i - 1))))
        .as("where another trace begins")
        .hasSize(59);
    assertThat(query("SELECT owner FROM span ORDER BY rowid", row -> row.getLong(1)))
        .isSorted()
        .contains(Hash.of("user-0"), Hash.of("user-1"), Hash.of("user-2"))
        .doesNotContain(Hash.of("ada"), Row.NO_OWNER);
  }

  @Test
  void trace_isItsRootsUsers_elseThatOfItsFirstRequest_elseItsOwn() throws Exception {
    append(request("1", "1", "GET /").parent("9").with(CairnAttributes.USER_ID, "eve").build());
    append(request("1", "2", "GET /").with(CairnAttributes.USER_ID, "bob").at(1, 2).build());
    append(request("2", "1", "GET /").parent("9").with(CairnAttributes.USER_ID, "eve").build());
    append(request("2", "2", "GET /").parent("9").at(1, 2).build());
    append(span("3", "1").build());
    append(span("4", "1").build());
    seal();

    assertThat(owners("1")).containsExactly(Hash.of("bob"));
    assertThat(owners("2")).containsExactly(Hash.of("eve"));
    assertThat(owners("3")).hasSize(1).doesNotContain(Row.NO_OWNER).isNotEqualTo(owners("4"));
    assertThat(reader.ofTrace(Ids.trace(traceId("3")))).hasSize(1);
  }

  @Test
  void traceThatCrossesMidnight_isWhole_howeverMuchIsSealed() throws Exception {
    long midnight = DAY_MILLIS - SpanBuilder.EPOCH.toEpochMilli() % DAY_MILLIS;
    SpanRecord before = write("a", "1", "s3://photos/1").at(midnight - 1, midnight + 9).build();
    SpanRecord after = write("a", "2", "s3://photos/1").at(midnight + 1, midnight + 2).build();
    group.append(0, Rows.of(Batch.of(List.of(before, after))));
    group.commit();
    append(request("b", "1", "GET /").at(midnight + 5, midnight + 6).build());
    Sealing sealing = new Sealing(session);

    do {
      assertThat(reader.ofTrace(Ids.trace(traceId("a")))).containsExactly(before, after);
      assertThat(reader.ofAddress("s3://photos/1")).containsExactly(before, after);
    } while (sealing.sealNext(NOW));
  }

  /** As where the process ended there. */
  @Test
  void day_isSealedFromWhereItWas_whateverStepWasTheLast() throws Exception {
    appendThreeDays();
    List<List<?>> before = answers();
    int steps = 0;
    while (new Sealing(session, SLICE_SPANS).sealNext(NOW)) {
      steps++;
      assertThat(answers()).as("after step " + steps).isEqualTo(before);
      if (steps == 5) { // a new one begins the day's narrow tables anew each time
        seal();
      }
    }
    assertThat(steps).isEqualTo(5);
    assertThat(answers()).isEqualTo(before);
  }

  @Test
  void sliceThatIsRolledBack_changesNothing() throws Exception {
    appendThreeDays();
    List<List<?>> before = answers();
    session.begin();
    new SpanSealing(session, SLICE_SPANS).sealSlice(0, NOW);
    session.rollBack(new SQLException("power failure"));

    assertThat(answers()).isEqualTo(before);
    assertThat(query("SELECT count(*) FROM span WHERE owner <> 0", row -> row.getLong(1)))
        .containsExactly(0L);
  }

  @Test
  void whatComesInWhileADayIsSealed_isKept_andFound() throws Exception {
    SpanRecord first = request("a", "1", "POST /photos").at(5, 9).build();
    SpanRecord meanwhile = write("a", "2", "s3://photos/1").parent("1").at(6, 7).build();
    append(first);
    try (Session sealer = new Session(database, new Emitters())) {
      sealer.begin();
      assertThat(new SpanSealing(sealer, SLICE_SPANS).sealSlice(0, NOW)).isTrue();
      append(meanwhile);
      sealer.commit();
    }

    assertThat(reader.ofTrace(Ids.trace(traceId("a")))).containsExactly(first, meanwhile);
    seal();
    assertThat(reader.ofTrace(Ids.trace(traceId("a")))).containsExactly(first, meanwhile);
  }

  /** A question's statements see one state each. */
  @Test
  void questions_seeEverySpan_whileDaysAreSealed() throws Exception {
    appendThreeDays();
    List<UUID> ids =
        query("SELECT DISTINCT trace_id FROM trace", row -> row.getObject(1, UUID.class));
    AtomicBoolean sealed = new AtomicBoolean();
    CompletableFuture<Integer> asking =
        CompletableFuture.supplyAsync(
            () -> {
              int asked = 0;
              while (!sealed.get() || asked == 0) {
                reader.ofTraces(ids).values().forEach(trace -> assertThat(trace).hasSize(2));
                ids.forEach(id -> assertThat(reader.ofTrace(id)).hasSize(2));
                asked++;
              }
              return asked;
            });
    seal();
    sealed.set(true);

    assertThat(asking.get(1, TimeUnit.MINUTES)).isPositive();
  }

  @Test
  void whatCameInLast_isRemembered_thoughOlderSpansWereSealedSince() throws Exception {
    appendThreeDays();
    seal();
    Known known = Known.nothing();
    known.load(database.readers(), 20);

    assertThat(known.spans()).hasValue(144);
    for (long hour = 63; hour < 72; hour++) {
      UUID trace = Ids.trace(traceId(Long.toHexString(0x100 + hour * 37 % 72)));
      assertThat(known.recent().add(Hash.of(trace, 1))).as("new, hour " + hour).isFalse();
    }
  }

  private List<List<?>> answers() {
    List<List<?>> answers = new ArrayList<>();
    for (int i = 0; i < 72; i++) {
      answers.add(reader.ofTrace(Ids.trace(traceId(Integer.toHexString(0x100 + i)))));
    }
    for (int i = 0; i < 5; i++) {
      answers.add(reader.ofAddress("s3://photos/" + i));
    }
    answers.add(
        query(
            "SELECT time, address FROM write ORDER BY ALL",
            row -> row.getLong(1) + row.getString(2)));
    answers.add(query("SELECT time, trace_id FROM request ORDER BY ALL", row -> row.getString(2)));
    answers.add(query("SELECT time, trace_id FROM link ORDER BY ALL", row -> row.getString(2)));
    answers.add(
        query("SELECT DISTINCT trace_id FROM origin ORDER BY ALL", row -> row.getString(1)));
    return answers;
  }
}
