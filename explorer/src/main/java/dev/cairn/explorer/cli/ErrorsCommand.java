// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cairn errors}: Q3. */
@Command(
    name = "errors",
    header = "Which user encountered this error?",
    description = {
      "Errors that differ only in numbers, ids and quoted values are one group, # in their place.",
      "Of each: who, how often, when first and last, and the trace of the latest.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  cairn errors --since 1h",
      "  cairn errors --type TimeoutException --tenant acme",
      "  cairn errors --message 'no such photo' --csv",
      "  cairn errors --status 5xx",
      "  cairn errors --trace 4bf92f3577b34da6a3ce929d0e0e4736"
    })
final class ErrorsCommand implements Callable<Integer>, Shown {
  /** People read the first, who encountered it most; programs get all. */
  private static final int MAX_WHO = 20;

  private static final List<Column> WHO =
      List.of(
          Column.text("user", "user"),
          Column.text("tenant", "tenant"),
          Column.count("times", "count"),
          Column.time("first", "first"),
          Column.time("last", "last"),
          Column.text("request", "request"),
          Column.text("service", "service"),
          Column.text("status", "status"),
          Column.text("trace", "traceId"));

  private final Terminal terminal;

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      description = "The exception's class, with or without package; else the error's type.")
  private String type;

  @Option(names = "--message", paramLabel = "TEXT", description = "A part of the message.")
  private String message;

  @Option(
      names = "--status",
      paramLabel = "STATUS",
      description = "The HTTP status: 503, or all of a class: 5xx.")
  private String status;

  @Option(
      names = "--trace",
      paramLabel = "ID",
      description = "Only in this trace, or on behalf of the request that began it.")
  private String trace;

  @Option(names = "--user", paramLabel = "USER", description = "Only of this user.")
  private String user;

  @Mixin private Filters filters;

  @Mixin private Asking asking;

  ErrorsCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Map<String, String> parameters = filters.parameters();
    parameters.put("type", type);
    parameters.put("message", message);
    parameters.put("status", status);
    parameters.put("trace", trace);
    parameters.put("user", user);
    asking.print(terminal, asking.ask(terminal, "/api/errors", parameters), this);
    return ExitCodes.ANSWERED;
  }

  @Override
  public List<String> text(Terminal to, JsonNode answer) {
    List<String> lines = new ArrayList<>();
    for (JsonNode group : answer.path("groups")) {
      String groupType = Printable.text(group, "type");
      String groupMessage = Printable.text(group, "message");
      lines.add(
          to.red(groupType == null ? "(no type)" : groupType)
              + (groupMessage == null ? "" : "  " + groupMessage));
      lines.add(
          "  "
              + counted(group.path("count").asLong(), "time")
              + ", "
              + counted(group.path("users").asLong(), "user"));
      List<JsonNode> who = new ArrayList<>();
      group.path("who").forEach(row -> who.add(named(row)));
      List<JsonNode> shown = who.subList(0, Math.min(who.size(), MAX_WHO));
      new Table(WHO, shown).lines(to).forEach(line -> lines.add("  " + line));
      if (who.size() > MAX_WHO) {
        lines.add("  … and " + (who.size() - MAX_WHO) + " more: see --csv");
      }
      lines.add("");
    }
    if (lines.isEmpty()) {
      lines.add("no such error");
    }
    return lines;
  }

  static String counted(long count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }

  private static JsonNode named(JsonNode row) {
    return row.path("user").isNull() ? ((ObjectNode) row.deepCopy()).put("user", "unknown") : row;
  }

  @Override
  public Table table(JsonNode answer) {
    List<JsonNode> rows = new ArrayList<>();
    for (JsonNode group : answer.path("groups")) {
      for (JsonNode who : group.path("who")) {
        ObjectNode row = who.deepCopy();
        row.set("type", group.get("type"));
        row.set("group", group.get("message"));
        rows.add(row);
      }
    }
    List<Column> columns = new ArrayList<>();
    columns.add(Column.text("type", "type"));
    columns.add(Column.text("group", "group"));
    columns.addAll(WHO);
    columns.add(Column.text("message", "message"));
    return new Table(columns, rows);
  }
}
