// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.store;

import static dev.cairn.explorer.store.SpanBuilder.traceId;
import static dev.cairn.explorer.store.SpanBuilder.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.contract.RequiredTool;
import io.opentelemetry.api.common.AttributeKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Storage that is full, damaged, somebody else's or not there. */
final class FailingStorageTest {
  @TempDir private Path directory;

  /** Which it takes all the same, rather than to write nothing any more. */
  @Test
  void spansThatTakeMoreMemoryThanDuckDbMay_areStored_andWhatFollowsToo() {
    int spans = 60;
    StoreSettings settings = StoreSettings.in(directory);
    Database database = Database.open(settings, "16MB", 48 << 20);
    try (SpanStore store = DuckSpanStore.open(database, settings)) {
      for (int i = 0; i < spans; i += 12) {
        store.append(
            Batch.of(IntStream.range(i, i + 12).mapToObj(FailingStorageTest::large).toList()));
      }
      store.append(Batch.of(List.of(write("a", "1", "s3://photos/1").build())));

      assertThat(store.at("s3://photos/1")).hasSize(1);
      assertThat(store.size()).isEqualTo(spans + 1);
    }
    try (SpanStore store =
        DuckSpanStore.open(Database.open(settings, "16MB", 48 << 20), settings)) {
      assertThat(store.size()).isEqualTo(spans + 1);
      assertThat(store.trace(traceId("b"))).hasSize(spans);
    }
  }

  @Test
  void dayOfSpansThatTakeMoreMemoryThanDuckDbMay_isSealedAtLast() throws Exception {
    StoreSettings settings = StoreSettings.in(directory);
    try (SpanStore store = SpanStore.open(settings)) {
      for (int i = 0; i < 60; i += 12) {
        store.append(
            Batch.of(IntStream.range(i, i + 12).mapToObj(FailingStorageTest::large).toList()));
      }
    }
    Database database = Database.open(settings, "16MB", 48 << 20);
    try (Session session = new Session(database, new Emitters())) {
      Sealing sealing = new Sealing(session);
      int failures = 0;
      while (sealing.isDue(Long.MAX_VALUE) && failures < 10) {
        try {
          sealing.sealNext(Long.MAX_VALUE);
        } catch (SQLException triedAgain) {
          failures++;
        }
      }

      assertThat(sealing.isDue(Long.MAX_VALUE)).isFalse();
      assertThat(session.number("SELECT count(*) FROM span WHERE owner <> 0")).isEqualTo(60);
      assertThat(failures).as("what it had was too little").isPositive();
    } finally {
      database.close();
    }
  }

  private static SpanRecord large(int i) {
    byte[] octets = new byte[1 << 19];
    new Random(i).nextBytes(octets);
    return SpanBuilder.span("b", Integer.toHexString(i + 1))
        .with(AttributeKey.stringKey("text"), HexFormat.of().formatHex(octets))
        .build();
  }

  /** A log that cannot grow; a file that cannot take over what the log says. */
  @ParameterizedTest
  @CsvSource({"256MB, 2048", "1MB, 3072"})
  void fullDisk_refusesBatches_andLosesNothing(String checkpointThreshold, int limitKilobytes)
      throws Exception {
    RequiredTool.require(
        Files.isExecutable(Path.of("/usr/bin/prlimit")),
        "no /usr/bin/prlimit: it is in Linux's util-linux");
    Process process =
        new ProcessBuilder(
                "/bin/bash",
                "-c",
                "ulimit -S -f " + limitKilobytes + "; exec \"$0\" \"$@\"",
                System.getProperty("java.home") + "/bin/java",
                "-XX:-UsePerfData",
                "-cp",
                System.getProperty("java.class.path"),
                FillingStore.class.getName(),
                directory.toString(),
                checkpointThreshold)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String said =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    String[] words = said.split(" ");
    int accepted = Integer.parseInt(words[0]);

    assertThat(accepted).isPositive();
    assertThat(words[2]).as("prlimit").isEqualTo("0");
    assertThat(words[3]).as("acknowledged once there is room again").isEqualTo("20");
    assertThat(Long.parseLong(words[4])).isEqualTo((accepted + 20) * 20L);
    try (SpanStore store = SpanStore.open(StoreSettings.in(directory))) {
      assertThat(store.size()).isEqualTo((accepted + 20) * 20L);
      assertThat(store.trace(traceId("1"))).doesNotHaveDuplicates().hasSize((accepted + 20) * 20);
    }
  }

  @Test
  void directoryInUse_isRefused_withWhatToDo() {
    try (SpanStore first = SpanStore.open(StoreSettings.in(directory))) {
      first.append(Batch.of(List.of(write("1", "1", "s3://photos/a").build())));

      assertThatThrownBy(() -> SpanStore.open(StoreSettings.in(directory)))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining(directory + " is in use by another explorer");
      assertThat(first.at("s3://photos/a")).hasSize(1);
    }
    SpanStore.open(StoreSettings.in(directory)).close();
  }

  @Test
  void directoryThatCannotBe_isRefused() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));

    assertThatThrownBy(() -> SpanStore.open(StoreSettings.in(file.resolve("store"))))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining(file.resolve("store") + " cannot be written to");
  }

  @Test
  void damagedFile_isRefused_andLeftAsItIs() throws IOException {
    Path file = directory.resolve(Database.FILE);
    byte[] damaged = "not a database".repeat(1000).getBytes(StandardCharsets.UTF_8);
    Files.write(file, damaged);

    assertThatThrownBy(() -> SpanStore.open(StoreSettings.in(directory)))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("move it away");
    assertThat(Files.readAllBytes(file)).isEqualTo(damaged);
  }

  @Test
  void storeInADirectory_leavesNothingElsewhere() throws IOException {
    try (SpanStore store = SpanStore.open(StoreSettings.in(directory))) {
      store.append(Batch.of(List.of(write("1", "1", "s3://photos/a").build())));
    }
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("cairn.duckdb", "lock");
    }
  }

  @Test
  void storeThatIsClosed_refuses() {
    SpanStore store = SpanStore.open(StoreSettings.in(directory));
    store.close();

    assertThatThrownBy(
            () -> store.append(Batch.of(List.of(write("1", "1", "s3://photos/a").build()))))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("closed");
  }
}
