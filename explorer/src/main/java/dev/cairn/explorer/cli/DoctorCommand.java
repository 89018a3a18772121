// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code cairn doctor}. */
@Command(
    name = "doctor",
    header = "Is something wrong with what the explorer receives?",
    description = {
      "Looks at the endpoint, the store, losses, clocks, sampling, calls instrumented twice and",
      "writes that name no request, and says what to do.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  cairn doctor",
      "  cairn doctor --json --explorer http://127.0.0.1:4318",
      "",
      "Exit code: 0 all is well, 1 something is wrong, 2 usage."
    })
final class DoctorCommand implements Callable<Integer>, Shown {
  private static final Duration SKEW = Duration.ofSeconds(5);
  private static final List<Column> COLUMNS =
      List.of(
          Column.text("", "verdict"),
          Column.text("check", "check"),
          Column.text("finding", "text"),
          Column.text("advice", "advice"));

  private final Terminal terminal;

  @Mixin private Asking asking;

  DoctorCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ArrayNode checks = answer.putArray("checks").add(endpoint());
    if (!isWrong(checks.get(0))) {
      JsonNode told = asking.ask(terminal, "/api/doctor", Map.of());
      checks.add(clock(told));
      told.path("checks").forEach(checks::add);
    }
    checks.add(keys());
    asking.print(terminal, answer, this);
    for (JsonNode check : checks) {
      if (isWrong(check)) {
        return ExitCodes.ERROR;
      }
    }
    return ExitCodes.ANSWERED;
  }

  private static boolean isWrong(JsonNode check) {
    return "wrong".equals(check.path("verdict").asText());
  }

  /** Where services of this machine are told to send their telemetry. */
  private ObjectNode endpoint() {
    String told = System.getenv("OTEL_EXPORTER_OTLP_ENDPOINT");
    ExplorerClient otlp = told == null ? asking.client(Map.of()) : new ExplorerClient(told);
    String failed = otlp.tryOtlp();
    return failed == null
        ? check("endpoint", "ok", otlp + " takes OTLP in", null)
        : check(
            "endpoint",
            "wrong",
            otlp + " does not take OTLP in: " + failed,
            told == null ? "start one with 'cairn serve'" : "check OTEL_EXPORTER_OTLP_ENDPOINT");
  }

  private static ObjectNode clock(JsonNode answer) {
    Instant theirs = Instant.parse(answer.path("time").asText());
    Duration skew = Duration.between(theirs, Instant.now()).abs();
    return skew.compareTo(SKEW) < 0
        ? check("clock", "ok", "the explorer's agrees with this machine's", null)
        : check(
            "clock",
            "wrong",
            "the explorer's is " + skew.toSeconds() + " s away from this machine's",
            "set the time by NTP");
  }

  private static ObjectNode keys() {
    return check(
        "keys",
        "note",
        "stamps are not signed: this version has no keys",
        "take a stamp for a hint where others may write to a bucket or table");
  }

  private static ObjectNode check(String check, String verdict, String text, String advice) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("check", check)
        .put("verdict", verdict)
        .put("text", text)
        .put("advice", advice);
  }

  @Override
  public List<String> text(Terminal to, JsonNode answer) {
    List<String> lines = new ArrayList<>();
    for (JsonNode check : answer.path("checks")) {
      String verdict = Printable.text(check, "verdict");
      String shown = String.format("%-5s", verdict);
      lines.add(
          (isWrong(check) ? to.red(shown) : to.dim(shown))
              + "  "
              + String.format("%-15s", Printable.text(check, "check"))
              + "  "
              + Printable.text(check, "text"));
      String advice = Printable.text(check, "advice");
      if (advice != null) {
        lines.add(" ".repeat(24) + to.dim("→ " + advice));
      }
    }
    return lines;
  }

  @Override
  public Table table(JsonNode answer) {
    return Table.of(COLUMNS, answer.path("checks"));
  }
}
