// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.explorer.cli.Cli.Run;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MainTest {
  @ParameterizedTest
  @ValueSource(strings = {"blame", "user", "serve"})
  void help_hasExamples(String command) {
    Run run = Cli.run(command, "--help");

    assertThat(run.code()).isZero();
    assertThat(run.out()).contains("Usage: cairn " + command, "Examples:", "cairn " + command);
  }

  @Test
  void help_namesTheCommands() {
    assertThat(Cli.run("--help").code()).isZero();
    assertThat(Cli.run("--help").out()).contains("blame", "user", "serve");
  }

  @Test
  void nothing_isWrongUsage() {
    assertThat(Cli.run().code()).isEqualTo(ExitCodes.USAGE);
    assertThat(Cli.run().err()).contains("Usage: cairn");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "blame",
        "blame --nonsense s3://b/k",
        "blame nonsense",
        "blame s3://bucket",
        "blame dynamodb://table/?",
        "blame --endpoint-url nonsense s3://b/k",
        "blame --s3-endpoint-url :: s3://b/k",
        "user",
        "user ada bob",
        "user ada --limit many",
        "nonsense"
      })
  void wrongUsage_isSaidInALine(String line) {
    Run run = Cli.run(line.split(" "));

    assertThat(run.code()).isEqualTo(ExitCodes.USAGE);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("cairn: ").doesNotContain("Exception", "\tat ");
  }

  @Test
  void worstOfSeveral_isInTheDocumentedOrder() {
    int[] order = {0, 4, 3, 5, 1};
    for (int i = 0; i < order.length; i++) {
      for (int j = 0; j < order.length; j++) {
        assertThat(ExitCodes.worst(order[i], order[j])).isEqualTo(order[Math.max(i, j)]);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "plain, plain",
    "'a\u001b[31mb', 'a\\u001b[31mb'",
    "'line\nbreak', 'line\\u000abreak'",
    "'\u202egnp.exe', '\\u202egnp.exe'",
    "'\u2028', '\\u2028'",
    "'\ud800', '\\ud800'",
    "'caf\u00e9 \u4f60\u597d \ud83d\ude00', 'caf\u00e9 \u4f60\u597d \ud83d\ude00'"
  })
  void whatOthersWrote_isSafeToShow(String text, String shown) {
    assertThat(Printable.of(text)).isEqualTo(shown);
  }
}
