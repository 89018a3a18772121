// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.store;

import static dev.cairn.explorer.store.SpanBuilder.request;
import static dev.cairn.explorer.store.SpanBuilder.traceId;
import static dev.cairn.explorer.store.SpanBuilder.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.CairnAttributes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Days that are over are sorted, and no answer changes. */
final class SealingTest {
  private static final long DAY_MILLIS = TimeUnit.DAYS.toMillis(1);
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
              .parent("1")
              .writtenBy("9", "9")
              .at(at + 1, at + 2)
              .build());
    }
  }

  private void append(SpanRecord span) {
    group.commit(List.of(Rows.of(Batch.of(List.of(span)))));
  }

  private <T> List<T> query(String sql, SpanStore.RowMapper<T> mapper) {
    return database.readers().query(sql, mapper);
  }

  private void seal() throws Exception {
    Sealing sealing = new Sealing(session);
    while (sealing.sealNext(NOW)) {
      continue;
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
    List<long[]> rows =
        query(
            "SELECT time // 86400000000000, address_hash FROM write WHERE time < "
                + today
                + " ORDER BY rowid",
            row -> new long[] {row.getLong(1), row.getLong(2)});
    ToLongFunction<long[]> hash = row -> row[1];
    for (long day : rows.stream().mapToLong(row -> row[0]).distinct().toArray()) {
      assertThat(rows.stream().filter(row -> row[0] == day).mapToLong(hash).toArray()).isSorted();
    }
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
  }

  private List<List<?>> answers() {
    List<List<?>> answers = new ArrayList<>();
    for (int i = 0; i < 72; i++) {
      answers.add(reader.ofTrace(Ids.trace(traceId(Integer.toHexString(0x100 + i)))));
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
