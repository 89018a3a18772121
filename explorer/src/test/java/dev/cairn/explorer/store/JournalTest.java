// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.store;

import static dev.cairn.explorer.store.SpanBuilder.request;
import static dev.cairn.explorer.store.SpanBuilder.spanId;
import static dev.cairn.explorer.store.SpanBuilder.traceId;
import static dev.cairn.explorer.store.SpanBuilder.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was acknowledged and not yet in the tables when a process ended, or when they failed. */
final class JournalTest {
  private static final int BATCHES = 3;

  @TempDir private Path directory;

  private static SpanRecord span(int number) {
    return write("1", Integer.toHexString(number), "s3://photos/" + number).build();
  }

  private static Rows rows(int number) {
    return Rows.of(Batch.of(List.of(span(number), request("2", "" + number, "GET /").build())));
  }

  /** Leaves batches of the numbers 1 to 3, as a process that was killed does. */
  private List<Path> leave() throws IOException {
    FileJournal journal = FileJournal.open(directory, 0);
    for (int number = 1; number <= BATCHES; number++) {
      journal.append(List.of(rows(number)));
      assertThat(journal.last()).isEqualTo(number);
    }
    journal.close();
    return files();
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.getFileName().toString().startsWith("journal")).toList();
    }
  }

  private List<Long> read(long after) {
    List<Long> numbers = new ArrayList<>();
    FileJournal journal = FileJournal.open(directory, after);
    try (Journal.Cursor cursor = journal.after(after)) {
      while (cursor.next() != null) {
        numbers.add(cursor.number());
      }
    }
    journal.close();
    return numbers;
  }

  @Test
  void whatIsLeft_isInTheTables_afterAStart() throws IOException {
    leave();

    try (SpanStore store = SpanStore.open(StoreSettings.in(directory))) {
      assertThat(store.trace(traceId("1"))).containsExactly(span(1), span(2), span(3));
      assertThat(store.at("s3://photos/2")).containsExactly(span(2));
      assertThat(store.size()).isEqualTo(2 * BATCHES);
      store.append(Batch.of(List.of(span(2), span(4))));
      assertThat(store.trace(traceId("1"))).as("2 was sent again").hasSize(4);
    }
    assertThat(files()).isEmpty();
    try (SpanStore store = SpanStore.open(StoreSettings.in(directory))) {
      assertThat(store.size()).isEqualTo(2 * BATCHES + 1);
    }
  }

  @Test
  void rowsOfEveryKind_areReadAsTheyWereWritten() throws IOException {
    Batch traffic = new Traffic().batch(0, 20);
    try (SpanStore store = SpanStore.open(StoreSettings.inMemory())) {
      store.append(traffic);
      FileJournal journal = FileJournal.open(directory, 0);
      journal.append(List.of(Rows.of(traffic)));
      journal.close();

      try (SpanStore replayed = SpanStore.open(StoreSettings.in(directory))) {
        for (Table table : Table.values()) {
          String all = "SELECT * FROM " + table.sql() + " ORDER BY ALL";
          SpanStore.RowMapper<List<Object>> row = JournalTest::columns;
          assertThat(replayed.query(all, row)).isEqualTo(store.query(all, row));
        }
      }
    }
  }

  private static List<Object> columns(ResultSet row) throws SQLException {
    List<Object> values = new ArrayList<>();
    for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
      values.add(String.valueOf(row.getObject(column)));
    }
    return values;
  }

  @Test
  void whatIsInTheTables_isNotReadAgain() throws IOException {
    leave();

    assertThat(read(2)).containsExactly(3L);
    assertThat(read(3)).isEmpty();
    assertThat(files()).as("nothing of it is needed").isEmpty();
  }

  /** Whatever the length at which a crash cuts the file, whole batches are what is left. */
  @Test
  void batchThatWasCutShort_isLeftOut() throws IOException {
    Path file = leave().get(0);
    byte[] whole = Files.readAllBytes(file);
    int seen = BATCHES;
    for (int length = whole.length - 1; length >= 0; length -= 5) {
      Files.write(file, Arrays.copyOf(whole, length));
      List<Long> left = read(0);

      assertThat(left).hasSizeBetween(Math.max(0, seen - 1), seen);
      seen = left.size();
      if (seen == 0) {
        break;
      }
    }
    assertThat(seen).isZero();
  }

  /** A bit that has changed is never taken for what somebody sent. */
  @Test
  void damagedBatch_isLeftOut() throws IOException {
    Path file = leave().get(0);
    byte[] whole = Files.readAllBytes(file);
    for (int at = Long.BYTES; at < whole.length; at += 7) {
      whole[at] ^= 1 << at % Byte.SIZE;
      Files.write(file, whole);
      assertThat(read(0)).as("octet %d", at).hasSizeLessThan(BATCHES);
      whole[at] ^= 1 << at % Byte.SIZE;
    }
  }

  @Test
  void numbersGoOn_afterABatchThatWasCutShort() throws IOException {
    Path file = leave().get(0);
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length - 1));

    FileJournal journal = FileJournal.open(directory, 0);
    journal.append(List.of(rows(4)));
    assertThat(journal.last()).isEqualTo(BATCHES);
    journal.close();
    assertThat(read(0)).containsExactly(1L, 2L, 3L);
  }

  @Test
  void damageBeforeTheLastFile_isRefused_withWhatToDo() throws IOException {
    Path file = leave().get(0);
    FileJournal journal = FileJournal.open(directory, 0);
    journal.append(List.of(rows(4))); // begins a file
    journal.close();
    byte[] whole = Files.readAllBytes(file);
    whole[whole.length - 1] ^= 1;
    Files.write(file, whole);

    assertThatThrownBy(() -> SpanStore.open(StoreSettings.in(directory)))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining(file + " is damaged")
        .hasMessageContaining("moving it away");
    Files.delete(file);
    assertThat(read(0)).containsExactly(4L);
  }

  @Test
  void journalOfAnotherVersion_isRefused_withWhatToDo() throws IOException {
    Path file = leave().get(0);
    byte[] whole = Files.readAllBytes(file);
    ByteBuffer.wrap(whole).putLong(0, ByteBuffer.wrap(whole).getLong(0) + 1);
    Files.write(file, whole);

    assertThatThrownBy(() -> SpanStore.open(StoreSettings.in(directory)))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("start that one once");
    assertThat(Files.readAllBytes(file)).isEqualTo(whole);
  }

  /** Another process may not have it open, but this one can. */
  private void sql(Database database, String statement) throws SQLException {
    try (Connection connection = database.connect();
        Statement sql = connection.createStatement()) {
      sql.execute(statement);
    }
  }

  @Test
  void tablesThatFail_losesNothing_andIsTriedAgain() throws Exception {
    StoreSettings settings = StoreSettings.in(directory);
    Database database = Database.open(settings);
    try (SpanStore store = DuckSpanStore.open(database, settings)) {
      store.append(Batch.of(List.of(span(1))));
      assertThat(store.size()).isEqualTo(1);
      sql(database, "ALTER TABLE meta RENAME TO away");

      store.append(Batch.of(List.of(span(2))));
      store.append(Batch.of(List.of(span(3))));
      assertThat(store.size()).as("what the tables have").isEqualTo(1);
      assertThat(files()).isNotEmpty();

      sql(database, "ALTER TABLE away RENAME TO meta");
      assertThat(store.trace(traceId("1"))).containsExactly(span(1), span(2), span(3));
    }
    try (Stream<Path> left = Files.list(directory)) {
      assertThat(left.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(Database.FILE, "lock");
    }
  }

  @Test
  void tablesThatFail_untilTheEnd_leaveTheJournal() throws Exception {
    StoreSettings settings = StoreSettings.in(directory);
    Database database = Database.open(settings);
    try (SpanStore store = DuckSpanStore.open(database, settings)) {
      sql(database, "ALTER TABLE meta RENAME TO away");
      store.append(Batch.of(List.of(span(1))));
    }
    assertThat(files()).isNotEmpty();
    String url = "jdbc:duckdb:" + directory.resolve(Database.FILE);
    try (Connection connection = DriverManager.getConnection(url);
        Statement sql = connection.createStatement()) {
      sql.execute("ALTER TABLE away RENAME TO meta");
    }
    try (SpanStore store = SpanStore.open(settings)) {
      assertThat(store.trace(traceId("1"))).containsExactly(span(1));
    }
  }

  /** There is no such batch; if there were, those beside it must not be lost. */
  @Test
  void batchThatNoTableTakes_isCounted_andTakesNoOtherWithIt() throws IOException {
    Values tooFew = new Values(1);
    tooFew.beginRow(0);
    tooFew.add(1L);
    Units units = new Units();
    units.add(Units.Unit.ofNoSpan(0));
    FileJournal journal = FileJournal.open(directory, 0);
    journal.append(List.of(rows(1), new Rows(5, units, Map.of(Table.SPAN, tooFew)), rows(3)));
    journal.close();

    try (SpanStore store = SpanStore.open(StoreSettings.in(directory))) {
      assertThat(store.trace(traceId("1")))
          .extracting(SpanRecord::spanId)
          .containsExactly(spanId("1"), spanId("3"));
      assertThat(store.losses().rejectedSpans()).isEqualTo(5);
    }
    assertThat(files()).isEmpty();
    assertThat(directory.resolve("refused-2")).isNotEmptyFile();
  }
}
