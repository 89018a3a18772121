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
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cairn user}: Q4. */
@Command(
    name = "user",
    header = "What was the chain of API calls made by this user?",
    description = {
      "The user's requests in time order, each with the calls it made and, through storage,",
      "who read what it wrote.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  cairn user ada",
      "  cairn user ada --tenant acme --since 2h",
      "  cairn user ada --json --explorer http://127.0.0.1:4318"
    })
final class UserCommand implements Callable<Integer>, Shown {
  private final Terminal terminal;

  @Parameters(paramLabel = "USER", description = "The user's id, as spans name it.")
  private String user;

  @Option(
      names = "--limit",
      paramLabel = "COUNT",
      description = "At most so many requests, the newest. Default: 100.")
  private Integer limit;

  @Mixin private Filters filters;

  @Mixin private Asking asking;

  UserCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Map<String, String> parameters = filters.parameters();
    parameters.put("user", user);
    parameters.put("limit", limit == null ? null : limit.toString());
    asking.print(terminal, asking.ask(terminal, "/api/user", parameters), this);
    return ExitCodes.ANSWERED;
  }

  @Override
  public List<String> text(Terminal to, JsonNode answer) {
    List<String> lines = new ArrayList<>();
    JsonNode requests = answer.path("requests");
    lines.add(
        to.bold(Asking.selected(answer))
            + "  "
            + ErrorsCommand.counted(requests.size(), "request"));
    lines.addAll(new ChainText(to).trees(requests));
    lines.add("");
    return lines;
  }

  @Override
  public Table table(JsonNode answer) {
    return ChainText.table(answer.path("requests"));
  }
}
