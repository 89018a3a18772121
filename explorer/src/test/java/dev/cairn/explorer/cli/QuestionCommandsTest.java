// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.cairn.explorer.cli.Cli.Run;
import dev.cairn.explorer.store.StoreSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What all questions on the command line have in common, and where they differ. */
final class QuestionCommandsTest {
  private static ExplorerServer explorer;
  private static String trace;

  @BeforeAll
  static void start() {
    explorer = ExplorerServer.start(0, 0, StoreSettings.inMemory());
    try (Traffic traffic = new Traffic(explorer, 7)) {
      traffic.requests(60);
      trace = traffic.items.get(0).trace();
    }
  }

  @AfterAll
  static void stop() {
    explorer.close();
  }

  private static Run ask(String question, String... more) {
    List<String> arguments = new ArrayList<>(List.of(question.replace("TRACE", trace).split(" ")));
    arguments.addAll(List.of("--explorer", explorer.httpUrl()));
    arguments.addAll(List.of(more));
    return Cli.run(arguments.toArray(String[]::new));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "errors",
        "user ada",
        "latency --tenant acme",
        "events",
        "events thanked",
        "cost --by route",
        "stored --user ada",
        "stored --trace TRACE",
        "trace TRACE"
      })
  void question_isAnswered_forPeopleAndPrograms(String question) throws IOException {
    Run text = ask(question);
    assertThat(text.code()).isZero();
    assertThat(text.err()).isEmpty();
    assertThat(text.out().lines().toList()).last().asString().startsWith("complete: ");
    assertThat(text.out()).doesNotContain("\u001b").hasLineCount((int) text.out().lines().count());

    JsonNode json = new JsonMapper().readTree(ask(question, "--json").out());
    assertThat(json.has("complete")).isTrue();
    assertThat(json.path("completeReason").isTextual()).isTrue();

    List<String> csv = ask(question, "--csv").out().lines().toList();
    assertThat(csv).hasSizeGreaterThan(1);
    assertThat(csv.get(0)).matches("[A-Za-z0-9,.]+");
    assertThat(csv).noneMatch(line -> line.startsWith("="));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "blame",
        "errors",
        "user",
        "latency",
        "events",
        "cost",
        "stored",
        "trace",
        "serve",
        "doctor",
        "completion"
      })
  void help_hasExamples(String command) {
    Run help = Cli.run(command, "--help");

    assertThat(help.code()).isZero();
    assertThat(help.out()).contains("Examples:", "cairn " + command);
    assertThat(Cli.run("completion", "bash").out()).contains("picocli", " " + command);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "errors --status 42",
        "latency --over soon",
        "events thanked --every never",
        "cost --by planet",
        "cost --prices /nowhere",
        "stored",
        "stored --user ada --trace TRACE",
        "trace zz",
        "errors --since yesterday",
        "errors --json --csv",
        "completion tcsh"
      })
  void nonsense_isWrongUsage(String question) {
    Run run = question.startsWith("completion") ? Cli.run(question.split(" ")) : ask(question);

    assertThat(run.code()).isEqualTo(ExitCodes.USAGE);
    assertThat(run.err()).startsWith("cairn: ");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void whatIsNotThere_exits3() {
    assertThat(ask("trace " + "1".repeat(32)).code()).isEqualTo(ExitCodes.NOTHING_STORED);
    assertThat(ask("stored --user nobody").code()).isEqualTo(ExitCodes.NOTHING_STORED);
    assertThat(ask("errors --user nobody").code()).isZero();
  }

  @Test
  void errorWithoutAUser_isShownAsSuch() {
    assertThat(ask("errors --type NoSuchError").out()).startsWith("no such error");
    assertThat(ask("events").out()).contains("without user");
  }

  @Test
  void prices_areThoseOfTheFile(@TempDir Path directory) throws IOException {
    Path prices = directory.resolve("prices.json");
    Files.writeString(
        prices,
        """
        {"region":"mars-1","currency":"MRS","prices":[{"quantity":"s3WriteRequests","price":1,
          "per":1,"source":"https://example.com","date":"2026-01-02"}]}
        """);

    Run run = ask("cost", "--prices", prices.toString());

    assertThat(run.out()).contains("prices: MRS, mars-1, dated 2026-01-02");
    assertThat(ask("cost").out()).contains("prices: USD, us-east-1", "not read at AWS");
  }

  @Test
  void doctor_findsAllWell_orSaysWhatIsNot() {
    Run well = ask("doctor");
    assertThat(well.out()).contains("takes OTLP in", "photo-api");

    try (ExplorerServer empty = ExplorerServer.start(0, 0, StoreSettings.inMemory())) {
      Run run = Cli.run("doctor", "--explorer", empty.httpUrl());
      assertThat(run.code()).isEqualTo(ExitCodes.ERROR);
      assertThat(run.out()).contains("wrong  store", "→ start a service");
    }
    Run nobody = Cli.run("doctor", "--explorer", "http://127.0.0.1:1");
    assertThat(nobody.code()).isEqualTo(ExitCodes.ERROR);
    assertThat(nobody.out()).contains("wrong  endpoint", "http://127.0.0.1:1", "cairn serve");
  }

  /** The work ends once it has been told of; without that the test would not end. */
  @Test
  void progress_isTold_afterASecond_andWipedOut() {
    StringWriter err = new StringWriter();
    PrintWriter out = new PrintWriter(new StringWriter());
    Terminal watched =
        new Terminal(InputStream.nullInputStream(), out, new PrintWriter(err), true, false);

    String answer =
        Progress.during(
            watched,
            "asking",
            () -> {
              await().until(() -> err.toString().contains("asking … 1 s"));
              return "answer";
            });

    assertThat(answer).isEqualTo("answer");
    assertThat(err.toString()).endsWith("\r\u001b[K");
  }
}
