// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** What every question takes, and how its answer is printed. */
final class Asking {
  @Option(
      names = "--tenant",
      paramLabel = "TENANT",
      description = "Only what was done for this tenant.")
  private String tenant;

  @Option(names = "--service", paramLabel = "SERVICE", description = "Only what this service did.")
  private String service;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "Only since then: 15m, 2h, 7d (ago) or 2026-11-23T10:15:00Z.")
  private String since;

  @Option(names = "--until", paramLabel = "TIME", description = "Only before then.")
  private String until;

  @Option(
      names = "--explorer",
      paramLabel = "URL",
      defaultValue = "${env:CAIRN_EXPLORER}",
      description =
          "Whom to ask. Also CAIRN_EXPLORER. Default: " + ExplorerClient.DEFAULT_URL + ".")
  private String explorer;

  @ArgGroup private Format format = new Format();

  /** For whom the answer is. */
  static final class Format {
    @Option(names = "--json", description = "The answer as one JSON object.")
    private boolean json;

    @Option(names = "--csv", description = "The answer as comma-separated values.")
    private boolean csv;
  }

  ExplorerClient client() {
    return new ExplorerClient(explorer);
  }

  /** Returns the parameters that all questions take; a question adds its own. */
  Map<String, String> parameters() {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("tenant", tenant);
    parameters.put("service", service);
    parameters.put("since", since);
    parameters.put("until", until);
    return parameters;
  }

  /** Asks the explorer. Parameters that are null are left out. */
  JsonNode ask(Terminal terminal, String path, Map<String, String> parameters) {
    ExplorerClient client = client();
    return Progress.during(terminal, "asking " + client, () -> client.get(path, parameters));
  }

  /** Prints an answer as it is asked for. */
  void print(Terminal terminal, JsonNode answer, Shown shown) {
    if (format.json) {
      terminal.out().println(answer);
    } else if (format.csv) {
      terminal.out().println(shown.table(answer).csv());
    } else {
      List<String> lines = new ArrayList<>(shown.text(terminal, answer));
      lines.add(complete(terminal, answer));
      terminal.out().println(String.join("\n", lines));
    }
  }

  private static String complete(Terminal terminal, JsonNode answer) {
    String reason = Printable.text(answer, "completeReason");
    String verdict =
        switch (answer.path("complete").asText()) {
          case "true" -> "yes";
          case "false" -> "no";
          default -> "unknown";
        };
    return terminal.dim("complete: ") + (reason == null ? verdict : verdict + ", " + reason);
  }

  /** Returns what is selected, for a heading: {@code tenant acme service photo-api}. */
  static String selected(JsonNode answer) {
    StringBuilder selected = new StringBuilder();
    for (String name : List.of("user", "tenant", "service", "since", "until")) {
      String value = Printable.text(answer, name);
      if (value != null) {
        selected.append(selected.isEmpty() ? "" : "  ").append(name).append(' ').append(value);
      }
    }
    return selected.isEmpty() ? "everybody" : selected.toString();
  }
}
