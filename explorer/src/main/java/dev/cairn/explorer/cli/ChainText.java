// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An answer to Q4 for people: one tree a request. */
final class ChainText {
  private static final List<Column> COLUMNS =
      List.of(
          Column.count("depth", "depth"),
          Column.text("via", "via"),
          Column.text("service", "service"),
          Column.text("name", "name"),
          Column.text("kind", "kind"),
          Column.text("address", "address"),
          Column.text("outcome", "outcome"),
          Column.text("status", "status"),
          Column.text("http status", "httpStatus"),
          Column.text("error", "error"),
          Column.text("user", "user"),
          Column.time("time", "time"),
          Column.millis("offset", "startOffsetMs"),
          Column.millis("duration", "durationMs"),
          Column.text("trace", "traceId"),
          Column.text("span", "spanId"));

  private final Terminal terminal;
  private final List<String> lines = new ArrayList<>();

  ChainText(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Returns the lines of trees, an empty one before each. */
  List<String> trees(JsonNode trees) {
    for (JsonNode tree : trees) {
      lines.add("");
      lines.add(Printable.text(tree, "time").replace('T', ' ') + "  " + describe(tree, false));
      children(tree, "");
    }
    return lines;
  }

  /** Returns trees as rows, each node below its parent and deeper. */
  static Table table(JsonNode trees) {
    List<JsonNode> rows = new ArrayList<>();
    trees.forEach(tree -> addRows(rows, tree, 0));
    return new Table(COLUMNS, rows);
  }

  private static void addRows(List<JsonNode> rows, JsonNode node, int depth) {
    rows.add(((ObjectNode) node).put("depth", depth));
    node.path("children").forEach(child -> addRows(rows, child, depth + 1));
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

  private static String labelled(String label, String value) {
    return value == null ? null : label + ' ' + value;
  }

  private static String columns(String... columns) {
    return Stream.of(columns)
        .filter(column -> column != null && !column.isEmpty())
        .collect(Collectors.joining("  "));
  }
}
