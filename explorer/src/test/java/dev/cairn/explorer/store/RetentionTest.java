// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.store;

import static dev.cairn.explorer.store.SpanBuilder.EPOCH;
import static dev.cairn.explorer.store.SpanBuilder.request;
import static dev.cairn.explorer.store.SpanBuilder.spanId;
import static dev.cairn.explorer.store.SpanBuilder.traceId;
import static dev.cairn.explorer.store.SpanBuilder.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.CairnAttributes;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is dropped, and what is told of it. It happens before the next batch is acknowledged. */
final class RetentionTest {
  private static final List<Table> TABLES =
      List.of(Table.SPAN, Table.TRACE, Table.ORIGIN, Table.LINK, Table.WRITE, Table.REQUEST);
  private static final int MANY = 60_000;

  @TempDir private Path directory;

  private static long millisAgo(Duration ago) {
    return Instant.now().minus(ago).toEpochMilli() - EPOCH.toEpochMilli();
  }

  private static SpanRecord old(String span, Duration ago) {
    long at = millisAgo(ago);
    return write("1", span, "s3://photos/a")
        .with(CairnAttributes.ORIGIN_TRACE_ID, traceId("9"))
        .writtenBy("7", "7")
        .at(at, at)
        .build();
  }

  private static long rows(SpanStore store, Table table) {
    return store.query("SELECT count(*) FROM " + table.sql(), row -> row.getLong(1)).get(0);
  }

  @Test
  void whatIsOlderThanIsKept_isDropped_fromEveryTable_andCounted() {
    StoreSettings settings = new StoreSettings(directory, Duration.ofHours(1), Long.MAX_VALUE);
    long now = millisAgo(Duration.ZERO);
    SpanRecord young = request("2", "1", "GET /").at(now, now).build();
    try (SpanStore store = SpanStore.open(settings)) {
      store.append(Batch.of(List.of(old("1", Duration.ofHours(3)), old("2", Duration.ofHours(4)))));
      assertThat(store.size()).as("committed").isLessThanOrEqualTo(2);
      store.append(Batch.of(List.of(young)));

      assertThat(store.size()).isEqualTo(1);
      assertThat(store.losses().evictedSpans()).isEqualTo(2);
      assertThat(store.losses().evictedUntilNanos())
          .isBetween(nanos(Duration.ofHours(3)), nanos(Duration.ofHours(1)));
      assertThat(store.trace(traceId("2"))).containsExactly(young);
      for (Table table : TABLES) {
        boolean hasOfYoung = table == Table.SPAN || table == Table.TRACE || table == Table.REQUEST;
        assertThat(rows(store, table)).as(table.sql()).isEqualTo(hasOfYoung ? 1 : 0);
      }
    }
  }

  @Test
  void whatWasDropped_isKnownAfterARestart() {
    StoreSettings settings = new StoreSettings(directory, Duration.ofHours(1), Long.MAX_VALUE);
    try (SpanStore store = SpanStore.open(settings)) {
      store.append(Batch.of(List.of(old("1", Duration.ofHours(3)))));
    }
    try (SpanStore store = SpanStore.open(settings)) {
      assertThat(store.losses().evictedSpans()).isEqualTo(1);
      assertThat(store.size()).isZero();
    }
  }

  @Test
  void days_areDroppedWhole() {
    StoreSettings settings = new StoreSettings(directory, Duration.ofDays(2), Long.MAX_VALUE);
    Instant midnight = Instant.now().truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(2));
    long first = midnight.toEpochMilli() - EPOCH.toEpochMilli();
    SpanRecord kept = write("1", "1", "s3://photos/a").at(first, first).build();
    SpanRecord dropped = write("1", "2", "s3://photos/a").at(first - 1, first).build();
    try (SpanStore store = SpanStore.open(settings)) {
      store.append(Batch.of(List.of(kept, dropped)));
      assertThat(store.size()).as("committed").isLessThanOrEqualTo(2);
      store.append(Batch.of(List.of(old("3", Duration.ZERO))));

      assertThat(store.trace(traceId("1")))
          .extracting(SpanRecord::spanId)
          .containsExactly(spanId("1"), spanId("3"));
    }
  }

  @Test
  void storeInMemory_isCutToItsSize_theOldestFirst() {
    cut(new StoreSettings(null, Duration.ofDays(36_500), 20L << 20));
  }

  @Test
  void storeInADirectory_isCutToItsSize_theOldestFirst() {
    cut(new StoreSettings(directory, Duration.ofDays(36_500), 4L << 20));
  }

  @Test
  void sealedDay_isCutWhole_unlessItIsTheLast() throws Exception {
    Database database = Database.open(StoreSettings.in(directory));
    try (var connection = database.connect()) {
      Schema.migrate(connection);
    }
    Known known = Known.nothing();
    try (Session session = new Session(database, known.emitters())) {
      Group group = new Group(database, known, session);
      long day = Duration.ofDays(1).toMillis();
      for (int i = 0; i < 10; i++) {
        SpanRecord first = write("1", hex(i), "s3://photos/a").at(i, i).build();
        SpanRecord next = write("2", hex(i), "s3://photos/a").at(day + i, day + i).build();
        group.append(0, Rows.of(Batch.of(List.of(first, next))));
        group.commit();
      }
      Sealing sealing = new Sealing(session);
      while (sealing.sealNext(nanos(Duration.ZERO) + TimeUnit.DAYS.toNanos(36_500))) {
        continue;
      }
      long bytes = session.number("SELECT block_size * used_blocks FROM pragma_database_size()");
      cutTo(bytes * 3 / 4, database, session, known); // a third of it goes

      assertThat(session.number("SELECT count(*) FROM span")).isEqualTo(10);
      assertThat(session.number("SELECT min(time) FROM span"))
          .isEqualTo(TimeUnit.MILLISECONDS.toNanos(EPOCH.toEpochMilli() + day));
      cutTo(1, database, session, known);
      assertThat(session.number("SELECT count(*) FROM span")).isPositive();
    } finally {
      database.close();
    }
  }

  private void cutTo(long bytes, Database database, Session session, Known known) {
    StoreSettings settings = new StoreSettings(directory, Duration.ofDays(36_500), bytes);
    new Retention(database, session, settings, known.spans()).apply();
  }

  private static void cut(StoreSettings settings) {
    try (SpanStore store = SpanStore.open(settings)) {
      for (int batch = 0; batch < 4; batch++) {
        int from = batch * MANY;
        store.append(
            Batch.of(
                IntStream.range(from, from + MANY)
                    .mapToObj(i -> write("1", hex(i), "s3://photos/" + i).at(i, i + 1).build())
                    .toList()));
        assertThat(store.size()).as("committed").isPositive();
      }
      store.append(Batch.of(List.of(write("2", "1", "s3://photos/last").build())));

      assertThat(store.at("s3://photos/0")).isEmpty();
      assertThat(store.at("s3://photos/" + (4 * MANY - 1))).hasSize(1);
      assertThat(store.losses().evictedSpans()).isPositive();
      assertThat(store.size() + store.losses().evictedSpans()).isEqualTo(4 * MANY + 1);
      assertThat(rows(store, Table.WRITE)).isEqualTo(store.size());
    }
  }

  private static String hex(int number) {
    return Integer.toHexString(number + 1);
  }

  private static long nanos(Duration ago) {
    return TimeUnit.MILLISECONDS.toNanos(Instant.now().minus(ago).toEpochMilli());
  }
}
