// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
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

  /** From so many on, nodes that say the same share a line: what polls a store reads it often. */
  private static final int MANY = 3;

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
    List<List<JsonNode>> children = alikeTogether(node.path("children"));
    for (int i = 0; i < children.size(); i++) {
      boolean last = i == children.size() - 1;
      List<JsonNode> alike = children.get(i);
      lines.add(
          indent
              + (last ? "└─ " : "├─ ")
              + (alike.size() == 1 ? describe(alike.get(0), true) : describeAll(alike)));
      children(alike.get(0), indent + (last ? "   " : "│  "));
    }
  }

  /** Returns nodes in their order, one after the other that say the same together. */
  private static List<List<JsonNode>> alikeTogether(JsonNode nodes) {
    List<List<JsonNode>> groups = new ArrayList<>();
    List<JsonNode> run = new ArrayList<>();
    for (JsonNode node : nodes) {
      if (!run.isEmpty() && !(isLeaf(node) && what(node).equals(what(run.get(0))))) {
        addRun(groups, run);
        run = new ArrayList<>();
      }
      run.add(node);
      if (!isLeaf(node)) {
        addRun(groups, run);
        run = new ArrayList<>();
      }
    }
    addRun(groups, run);
    return groups;
  }

  private static void addRun(List<List<JsonNode>> groups, List<JsonNode> run) {
    if (run.size() >= MANY) {
      groups.add(run);
    } else {
      run.forEach(node -> groups.add(List.of(node)));
    }
  }

  private static boolean isLeaf(JsonNode node) {
    return node.path("children").isEmpty() && !node.path("reference").asBoolean();
  }

  private String describe(JsonNode node, boolean nested) {
    String described =
        columns(
            what(node),
            nested ? offset(node) : null,
            millis(node, "durationMs"),
            node.path("reference").asBoolean() ? "(a request of its own in this list)" : null);
    return isFailed(node) ? terminal.red(described) : described;
  }

  private String describeAll(List<JsonNode> alike) {
    JsonNode first = alike.get(0);
    JsonNode longest =
        Collections.max(
            alike, Comparator.comparingDouble(node -> node.path("durationMs").asDouble()));
    String described =
        columns(
            what(first),
            alike.size() + " times",
            offset(first) + " to " + offset(alike.get(alike.size() - 1)),
            "at most " + millis(longest, "durationMs"));
    return isFailed(first) ? terminal.red(described) : described;
  }

  /** Returns what a node is, without its times. */
  private static String what(JsonNode node) {
    boolean throughStorage = "storage".equals(Printable.text(node, "via"));
    String name = Printable.text(node, "name");
    String error = Printable.text(node, "error");
    String httpStatus = Printable.text(node, "httpStatus");
    String outcome = Printable.text(node, "outcome");
    return columns(
        throughStorage ? "→ " + name : name,
        httpStatus,
        Printable.text(node, "service"),
        Printable.text(node, "address"),
        items(node.path("items").asInt()),
        outcome == null || outcome.equals("applied") ? null : outcome,
        isFailed(node) && !Objects.equals(error, httpStatus) ? error : null,
        throughStorage ? labelled("user", Printable.text(node, "user")) : null);
  }

  private static boolean isFailed(JsonNode node) {
    return "error".equals(Printable.text(node, "status"));
  }

  private static String offset(JsonNode node) {
    return '+' + millis(node, "startOffsetMs");
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
