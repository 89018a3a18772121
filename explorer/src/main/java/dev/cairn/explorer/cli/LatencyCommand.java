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

/** {@code cairn latency}: Q5. */
@Command(
    name = "latency",
    header = "What percentage of writes took longer?",
    description = {
      "Exact shares, by table or bucket and operation. A write is a call that was applied, its"
          + " time",
      "that of the whole call with its retries. Rejected and unknown ones are told beside.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  cairn latency --tenant acme --over 5ms,10ms,100ms",
      "  cairn latency --tenant acme --since 7d --csv",
      "  cairn latency --user ada --over 1s"
    })
final class LatencyCommand implements Callable<Integer>, Shown {
  private final Terminal terminal;

  @Option(
      names = "--over",
      paramLabel = "TIMES",
      defaultValue = "5ms,10ms,100ms",
      description = "Thresholds: 250us, 5ms, 0.1s. Default: ${DEFAULT-VALUE}.")
  private String over;

  @Option(names = "--user", paramLabel = "USER", description = "Only of this user.")
  private String user;

  @Mixin private Filters filters;

  @Mixin private Asking asking;

  LatencyCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Map<String, String> parameters = filters.parameters();
    parameters.put("over", over);
    parameters.put("user", user);
    asking.print(terminal, asking.ask(terminal, "/api/latency", parameters), this);
    return ExitCodes.ANSWERED;
  }

  @Override
  public List<String> text(Terminal to, JsonNode answer) {
    List<String> lines = new ArrayList<>();
    lines.add(to.bold(Asking.selected(answer)));
    lines.add("");
    lines.addAll(table(answer).lines(to));
    lines.add(answer.path("tables").isEmpty() ? "no writes" : "");
    return lines;
  }

  /** Each table and operation, and each system in all. */
  @Override
  public Table table(JsonNode answer) {
    List<JsonNode> rows = new ArrayList<>();
    for (JsonNode system : answer.path("systems")) {
      for (JsonNode table : answer.path("tables")) {
        if (table.path("system").equals(system.path("system"))) {
          rows.add(flat(table));
        }
      }
      rows.add(flat(system).put("table", "all"));
    }
    return new Table(columns(answer), rows);
  }

  private static List<Column> columns(JsonNode answer) {
    List<Column> columns = new ArrayList<>();
    columns.add(Column.text("system", "system"));
    columns.add(Column.text("table", "table"));
    columns.add(Column.text("operation", "operation"));
    columns.add(Column.count("writes", "writes"));
    for (JsonNode threshold : answer.path("overMs")) {
      String ms = number(threshold);
      columns.add(Column.count("> " + ms + " ms", "over" + ms + "ms"));
      columns.add(new Column("", "share" + ms + "ms", Column.Kind.SHARE));
    }
    columns.add(Column.millis("median", "medianMs"));
    columns.add(Column.millis("p99", "p99Ms"));
    columns.add(Column.millis("longest", "maxMs"));
    columns.add(Column.count("rejected", "rejected"));
    columns.add(Column.count("unknown", "unknown"));
    return columns;
  }

  private static ObjectNode flat(JsonNode row) {
    ObjectNode flat = row.deepCopy();
    for (JsonNode over : row.path("over")) {
      String ms = number(over.path("ms"));
      flat.set("over" + ms + "ms", over.get("count"));
      flat.set("share" + ms + "ms", over.get("share"));
    }
    return flat;
  }

  private static String number(JsonNode ms) {
    return Printable.of(ms.asText()).replaceAll("\\.0$", "");
  }
}
