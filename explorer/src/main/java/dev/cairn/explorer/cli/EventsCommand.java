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

/** {@code cairn events}: Q6. */
@Command(
    name = "events",
    header = "How many users did this?",
    description = {
      "Distinct users and count of a business event, by tenant and over time. Without a name:"
          + " which",
      "events there are. The same id in two tenants is two users.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  cairn events",
      "  cairn events thanked --since 7d",
      "  cairn events cursed --tenant acme --every 1h --csv"
    })
final class EventsCommand implements Callable<Integer>, Shown {
  private static final List<Column> COUNTS =
      List.of(
          Column.count("users", "users"),
          Column.count("times", "count"),
          Column.count("without user", "withoutUser"));

  private final Terminal terminal;

  @Parameters(
      arity = "0..1",
      paramLabel = "NAME",
      description = "The event's name, as the application gives it.")
  private String name;

  @Option(
      names = "--every",
      paramLabel = "TIME",
      description = "Counts by stretches of so long: 15m, 1h, 1d. Default: as fits.")
  private String every;

  @Option(names = "--user", paramLabel = "USER", description = "Only of this user.")
  private String user;

  @Mixin private Filters filters;

  @Mixin private Asking asking;

  EventsCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Map<String, String> parameters = filters.parameters();
    parameters.put("name", name);
    parameters.put("every", every);
    parameters.put("user", user);
    asking.print(terminal, asking.ask(terminal, "/api/events", parameters), this);
    return ExitCodes.ANSWERED;
  }

  @Override
  public List<String> text(Terminal to, JsonNode answer) {
    List<String> lines = new ArrayList<>();
    if (answer.has("events")) {
      lines.add(to.bold(Asking.selected(answer)));
      lines.add("");
      lines.addAll(names(answer).lines(to));
      lines.add(answer.path("events").isEmpty() ? "no events" : "");
      return lines;
    }
    lines.add(
        to.bold(Printable.text(answer, "name"))
            + "  "
            + ErrorsCommand.counted(answer.path("users").asLong(), "user")
            + ", "
            + ErrorsCommand.counted(answer.path("count").asLong(), "time"));
    lines.add("");
    lines.addAll(Table.of(with(Column.text("tenant", "tenant")), answer.path("tenants")).lines(to));
    lines.add("");
    lines.addAll(table(answer).lines(to));
    lines.add("");
    return lines;
  }

  private static Table names(JsonNode answer) {
    List<Column> columns = with(Column.text("event", "name"));
    columns.add(Column.time("first", "first"));
    columns.add(Column.time("last", "last"));
    return Table.of(columns, answer.path("events"));
  }

  private static List<Column> with(Column first) {
    List<Column> columns = new ArrayList<>(List.of(first));
    columns.addAll(COUNTS);
    return columns;
  }

  /** Over time; without a name, all names. */
  @Override
  public Table table(JsonNode answer) {
    return answer.has("events")
        ? names(answer)
        : Table.of(with(Column.time("from", "from")), answer.path("times"));
  }
}
