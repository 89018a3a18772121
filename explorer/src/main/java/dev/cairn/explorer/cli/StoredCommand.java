// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cairn stored}: Q8. */
@Command(
    name = "stored",
    header = "What did this request, or this user, store?",
    description = {
      "Every object and record written, copied or deleted, newest first, by the request itself and",
      "by whoever worked on its behalf. What was rejected is not there.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  cairn stored --trace 4bf92f3577b34da6a3ce929d0e0e4736",
      "  cairn stored --user ada --tenant acme --since 1d --csv",
      "",
      "Exit code: 0 answered, 3 nothing was stored, 1 error, 2 usage."
    })
final class StoredCommand implements Callable<Integer>, Shown {
  private static final List<Column> COLUMNS =
      List.of(
          Column.time("time", "time"),
          Column.text("operation", "operation"),
          Column.text("address", "address"),
          Column.text("", "outcome"),
          Column.text("request", "request"),
          Column.text("service", "service"),
          Column.text("user", "user"),
          Column.text("tenant", "tenant"),
          Column.text("trace", "traceId"));

  private final Terminal terminal;

  @ArgGroup(multiplicity = "1")
  private Whose whose;

  @Option(
      names = "--limit",
      paramLabel = "COUNT",
      description = "At most so many items, the newest. Default: 1000.")
  private Integer limit;

  @Mixin private Filters filters;

  @Mixin private Asking asking;

  /** One of them. */
  static final class Whose {
    @Option(names = "--trace", paramLabel = "ID", description = "What this request stored.")
    private String trace;

    @Option(names = "--user", paramLabel = "USER", description = "What this user stored.")
    private String user;
  }

  StoredCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Map<String, String> parameters = filters.parameters();
    parameters.put("trace", whose.trace);
    parameters.put("user", whose.user);
    parameters.put("limit", limit == null ? null : limit.toString());
    JsonNode answer = asking.ask(terminal, "/api/stored", parameters);
    asking.print(terminal, answer, this);
    return answer.path("items").isEmpty() ? ExitCodes.NOTHING_STORED : ExitCodes.ANSWERED;
  }

  @Override
  public List<String> text(Terminal to, JsonNode answer) {
    List<String> lines = new ArrayList<>();
    String trace = Printable.text(answer, "traceId");
    long unknown = answer.path("unknown").asLong();
    lines.add(
        to.bold(trace == null ? Asking.selected(answer) : "trace " + trace)
            + "  "
            + ErrorsCommand.counted(answer.path("applied").asLong(), "item")
            + (unknown == 0 ? "" : ", " + unknown + " more may have been stored"));
    lines.add("");
    List<JsonNode> rows = new ArrayList<>();
    for (JsonNode item : answer.path("items")) {
      boolean applied = "applied".equals(item.path("outcome").asText());
      ObjectNode row = item.deepCopy();
      row.put("outcome", applied ? null : item.path("outcome").asText());
      row.put("address", item.path("address").asText(somewhereIn(item)));
      rows.add(row);
    }
    lines.addAll(new Table(COLUMNS, rows).lines(to));
    lines.add("");
    return lines;
  }

  /** Whoever did not say what it wrote may have said where. */
  private static String somewhereIn(JsonNode item) {
    return item.path("table").asText("?") + ", somewhere";
  }

  @Override
  public Table table(JsonNode answer) {
    List<Column> columns = new ArrayList<>(COLUMNS);
    columns.add(Column.text("system", "system"));
    columns.add(Column.text("table", "table"));
    columns.add(Column.text("span", "spanId"));
    return Table.of(columns, answer.path("items"));
  }
}
