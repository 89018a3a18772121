// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An answer to Q4 for people: one tree a request. */
final class ChainText {
  private final Terminal terminal;
  private final JsonNode answer;
  private final List<String> lines = new ArrayList<>();

  ChainText(Terminal terminal, JsonNode answer) {
    this.terminal = terminal;
    this.answer = answer;
  }

  String render() {
    JsonNode requests = answer.path("requests");
    String tenant = Printable.text(answer, "tenant");
    lines.add(
        terminal.bold("user " + Printable.text(answer, "user"))
            + (tenant == null ? "" : "  tenant " + tenant)
            + "  "
            + requests.size()
            + (requests.size() == 1 ? " request" : " requests"));
    for (JsonNode request : requests) {
      lines.add("");
      lines.add(
          Printable.text(request, "time").replace('T', ' ') + "  " + describe(request, false));
      children(request, "");
    }
    lines.add("");
    lines.add(terminal.dim("complete: ") + complete());
    return String.join("\n", lines);
  }

  private void children(JsonNode node, String indent) {
    JsonNode children = node.path("children");
    for (int i = 0; i < children.size(); i++) {
      boolean last = i == children.size() - 1;
      JsonNode child = children.get(i);
      lines.add(indent + (last ? "└─ " : "├─ ") + describe(child, true));
      children(child, indent + (last ? "   " : "│  "));
    }
  }

  private String describe(JsonNode node, boolean nested) {
    boolean failed = "error".equals(Printable.text(node, "status"));
    boolean throughStorage = "storage".equals(Printable.text(node, "via"));
    String name = Printable.text(node, "name");
    String error = Printable.text(node, "error");
    String httpStatus = Printable.text(node, "httpStatus");
    String outcome = Printable.text(node, "outcome");
    String described =
        columns(
            throughStorage ? "→ " + name : name,
            httpStatus,
            Printable.text(node, "service"),
            Printable.text(node, "address"),
            items(node.path("items").asInt()),
            outcome == null || outcome.equals("applied") ? null : outcome,
            failed && !Objects.equals(error, httpStatus) ? error : null,
            throughStorage ? labelled("user", Printable.text(node, "user")) : null,
            nested ? "+" + millis(node, "startOffsetMs") : null,
            millis(node, "durationMs"),
            node.path("reference").asBoolean() ? "(a request of its own in this list)" : null);
    return failed ? terminal.red(described) : described;
  }

  private static String items(int count) {
    return count == 0 ? null : count == 1 ? "1 item" : count + " items";
  }

  private static String millis(JsonNode node, String name) {
    return String.format(Locale.ROOT, "%.1f ms", node.path(name).asDouble());
  }

  private String complete() {
    String reason = Printable.text(answer, "completeReason");
    String verdict =
        switch (answer.path("complete").asText()) {
          case "true" -> "yes";
          case "false" -> "no";
          default -> "unknown";
        };
    return reason == null ? verdict : verdict + ", " + reason;
  }

  private static String labelled(String label, String value) {
    return value == null ? null : label + ' ' + value;
  }

  private static String columns(String... columns) {
    return Stream.of(columns)
        .filter(column -> column != null && !column.isEmpty())
        .collect(Collectors.joining("  "));
  }
}
