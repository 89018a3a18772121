// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code cairn trace}. */
@Command(
    name = "trace",
    header = "What happened in this trace?",
    description = {
      "The trace as a tree of calls and, through storage, the traces that went on from it.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  cairn trace 4bf92f3577b34da6a3ce929d0e0e4736",
      "",
      "Exit code: 0 answered, 3 there is no such trace, 1 error, 2 usage."
    })
final class TraceCommand implements Callable<Integer>, Shown {
  private final Terminal terminal;

  @Parameters(paramLabel = "ID", description = "The trace's id: 32 hex digits.")
  private String trace;

  @Mixin private Asking asking;

  TraceCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    JsonNode answer = asking.ask(terminal, "/api/trace", Map.of("trace", trace));
    asking.print(terminal, answer, this);
    return answer.path("roots").isEmpty() ? ExitCodes.NOTHING_STORED : ExitCodes.ANSWERED;
  }

  @Override
  public List<String> text(Terminal to, JsonNode answer) {
    List<String> lines = new ArrayList<>();
    lines.add(to.bold("trace " + Printable.text(answer, "traceId")));
    lines.addAll(new ChainText(to).trees(answer.path("roots")));
    if (answer.path("roots").isEmpty()) {
      lines.add("");
      lines.add("no span of it is here");
    }
    lines.add("");
    return lines;
  }

  @Override
  public Table table(JsonNode answer) {
    return ChainText.table(answer.path("roots"));
  }
}
