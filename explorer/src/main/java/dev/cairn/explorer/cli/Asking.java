// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Whom to ask, and how the answer is printed. */
final class Asking {
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

  /**
   * @param always parameters of every question about an address
   */
  ExplorerClient client(Map<String, String> always) {
    return new ExplorerClient(explorer, always);
  }

  boolean isJson() {
    return format.json;
  }

  boolean isCsv() {
    return format.csv;
  }

  /** Asks the explorer. Parameters that are null are left out. */
  JsonNode ask(Terminal terminal, String path, Map<String, String> parameters) {
    ExplorerClient client = client(Map.of());
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
      if (answer.has("complete")) {
        lines.add(complete(terminal, answer));
      }
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
