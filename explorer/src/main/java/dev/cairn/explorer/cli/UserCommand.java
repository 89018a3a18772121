// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
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
final class UserCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(paramLabel = "USER", description = "The user's id, as spans name it.")
  private String user;

  @Option(names = "--tenant", paramLabel = "TENANT", description = "Only requests for this tenant.")
  private String tenant;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "Only requests since: 15m, 2h, 7d (ago) or 2026-11-23T10:15:00Z.")
  private String since;

  @Option(names = "--until", paramLabel = "TIME", description = "Only requests before.")
  private String until;

  @Option(
      names = "--limit",
      paramLabel = "COUNT",
      description = "At most so many requests, the newest. Default: 100.")
  private Integer limit;

  @Option(
      names = "--explorer",
      paramLabel = "URL",
      defaultValue = "${env:CAIRN_EXPLORER}",
      description =
          "Whom to ask. Also CAIRN_EXPLORER. Default: " + ExplorerClient.DEFAULT_URL + ".")
  private String explorer;

  @Option(names = "--json", description = "The answer as one JSON object.")
  private boolean json;

  UserCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Map<String, String> asked = new LinkedHashMap<>();
    asked.put("user", user);
    asked.put("tenant", tenant);
    asked.put("since", since);
    asked.put("until", until);
    asked.put("limit", limit == null ? null : limit.toString());
    JsonNode answer = new ExplorerClient(explorer).get("/api/user", asked);
    terminal.out().println(json ? answer.toString() : new ChainText(terminal, answer).render());
    return ExitCodes.ANSWERED;
  }
}
