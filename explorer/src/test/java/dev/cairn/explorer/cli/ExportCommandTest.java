// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.cli;

import static dev.cairn.explorer.store.SpanBuilder.EPOCH;
import static dev.cairn.explorer.store.SpanBuilder.request;
import static dev.cairn.explorer.store.SpanBuilder.spanId;
import static dev.cairn.explorer.store.SpanBuilder.traceId;
import static dev.cairn.explorer.store.SpanBuilder.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.CairnAttributes;
import dev.cairn.contract.RequiredTool;
import dev.cairn.explorer.cli.Cli.Run;
import dev.cairn.explorer.store.Batch;
import dev.cairn.explorer.store.EventRecord;
import dev.cairn.explorer.store.Export;
import dev.cairn.explorer.store.SpanRecord;
import dev.cairn.explorer.store.SpanStore;
import dev.cairn.explorer.store.StoreSettings;
import io.opentelemetry.api.common.Attributes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What data scientists get, read by what they read with. */
final class ExportCommandTest {
  private static final Path README = Path.of("README.md");
  private static final String NO_DUCKDB =
      "python3 has no DuckDB to read Parquet with: python3 -m pip install duckdb";

  @TempDir private Path directory;

  private Path store;
  private Path export;

  @BeforeEach
  void fill() {
    store = directory.resolve("store");
    export = directory.resolve("export");
    SpanRecord post = request("1", "1", "POST /photos").at(0, 30).failed("full").build();
    List<SpanRecord> spans = new ArrayList<>(List.of(post));
    for (int i = 0; i < 4; i++) {
      spans.add(
          write("1", "a" + i, "dynamodb://photos/" + i)
              .parent("1")
              .with(CairnAttributes.DB_SYSTEM_NAME, "aws.dynamodb")
              .at(i, 3L * i + 5) // 5, 7, 9 and 11 ms
              .build());
    }
    EventRecord thanked =
        new EventRecord(
            post.operation().emitter(),
            "thanked",
            post.times().startNanos(),
            new EventRecord.Where(traceId("1"), spanId("1")),
            Attributes.of(CairnAttributes.USER_ID, "ada"));
    try (SpanStore opened = SpanStore.open(StoreSettings.in(store))) {
      opened.append(new Batch(spans, List.of(thanked), List.of(), 0));
    }
  }

  private Run exported() {
    Run run = Cli.run("export", export.toString(), "--store", store.toString());
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    return run;
  }

  private static List<String> sql(String query) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(query)) {
      int columns = found.getMetaData().getColumnCount();
      while (found.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= columns; i++) {
          row.add(found.getString(i));
        }
        rows.add(String.join("|", row));
      }
    }
    return rows;
  }

  private String parquet(String table) {
    return "'" + export.resolve(table + ".parquet") + "'";
  }

  /** Returns the example that the README has under a tag, for this test's files. */
  private String example(String tag) throws IOException {
    Matcher block =
        Pattern.compile("<!-- tag::" + tag + " -->\\n```\\w+\\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(README));
    assertThat(block.find()).as("the README's example of " + tag).isTrue();
    return block.group(1).replace("export/", export + "/");
  }

  @Test
  void export_ofAStoppedStore_isAFileATable() throws Exception {
    Run run = exported();

    assertThat(run.out()).contains("writes.parquet  4 rows", "events.parquet  1 rows");
    try (Stream<Path> files = Files.list(export)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              Stream.of(Export.values())
                  .map(table -> table.title() + ".parquet")
                  .toArray(String[]::new));
    }
  }

  @Test
  void export_ofARunningExplorer_isTheSame() throws Exception {
    Path other = directory.resolve("other");
    exported();
    try (ExplorerServer explorer = ExplorerServer.start(0, 0, StoreSettings.in(store))) {
      Run run = Cli.run("export", other.toString(), "--explorer", explorer.httpUrl());

      assertThat(run.err()).isEmpty();
      assertThat(run.out()).contains("spans.parquet  5 rows");
    }
    for (Export table : Export.values()) {
      String file = table.title() + ".parquet";
      assertThat(sql("FROM '" + other.resolve(file) + "' ORDER BY ALL"))
          .isEqualTo(sql("FROM '" + export.resolve(file) + "' ORDER BY ALL"));
    }
  }

  @Test
  void readme_describesEveryColumn() throws Exception {
    exported();
    List<String> described =
        Files.readAllLines(README).stream().filter(line -> line.startsWith("| `")).toList();
    for (Export table : Export.values()) {
      List<String> columns =
          sql("SELECT column_name FROM (DESCRIBE FROM " + parquet(table.title()) + ")");
      assertThat(described)
          .as(table.title() + " " + columns)
          .anyMatch(
              line ->
                  line.startsWith("| `" + table.title() + "` |")
                      && columns.stream().allMatch(column -> line.contains("`" + column + "`")));
    }
  }

  @Test
  void values_areThoseThatWereSent() throws Exception {
    exported();

    LocalDateTime start = LocalDateTime.ofInstant(EPOCH, ZoneOffset.UTC);
    assertThat(
            sql(
                "SELECT time = TIMESTAMP '"
                    + start.toString().replace('T', ' ')
                    + "', duration_ms, trace_id, span_id, parent_id, service, user_id"
                    + " FROM "
                    + parquet("requests")))
        .containsExactly("true|30.0|" + traceId("1") + "|" + spanId("1") + "|null|photo-api|ada");
    assertThat(sql("SELECT name, user_id, attributes FROM " + parquet("events")))
        .containsExactly("thanked|ada|{\"user.id\":\"ada\"}");
    assertThat(sql("SELECT message, http_status FROM " + parquet("errors")))
        .containsExactly("full|200");
    assertThat(
            sql(
                "SELECT attributes->>'$.\"cairn.address\"', resource->>'$.\"service.name\"' FROM "
                    + parquet("spans")
                    + " WHERE span_id = '"
                    + spanId("a3")
                    + "'"))
        .containsExactly("dynamodb://photos/3|photo-api");
  }

  @Test
  void exampleInSql_answers() throws Exception {
    exported();

    assertThat(sql(example("sql"))).containsExactly("acme|photos|4|0.25");
  }

  @Test
  void exampleInPython_answers() throws Exception {
    exported();
    RequiredTool.require(runs("import duckdb"), NO_DUCKDB);
    Process python = python(example("python"));

    assertThat(new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .isEqualToNormalizingNewlines("('acme', 'photos', 4, 0.25)\n");
  }

  private static boolean runs(String script) throws InterruptedException {
    try {
      return python(script).waitFor() == 0;
    } catch (IOException noPython) {
      return false;
    }
  }

  private static Process python(String script) throws IOException {
    return new ProcessBuilder("python3", "-c", script).redirectErrorStream(true).start();
  }

  @Test
  void whatCannotBeWritten_isSaid() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));

    assertThat(Cli.run("export", file + "/x", "--store", store.toString()).code())
        .isEqualTo(ExitCodes.ERROR);
    assertThat(Cli.run("export", export.toString(), "--format", "csv").err())
        .contains("--format: 'csv' is not parquet");
    assertThat(Cli.run("export", export.toString(), "--table", "rites").err())
        .contains("'rites' is none of spans, writes");
    assertThat(Cli.run("export", export.toString(), "--store", directory + "/none").err())
        .contains("--store: there is no directory");
    Run nobody = Cli.run("export", export.toString(), "--explorer", "http://127.0.0.1:1");
    assertThat(nobody.code()).isEqualTo(ExitCodes.ERROR);
    assertThat(nobody.err()).contains("start one with 'cairn serve'");
  }
}
