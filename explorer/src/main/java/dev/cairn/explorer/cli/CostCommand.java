// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cairn.explorer.question.PriceList;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cairn cost}: Q7. */
@Command(
    name = "cost",
    header = "What does this customer cost you?",
    description = {
      "Requests, bytes and DynamoDB's units, as counted, and what they cost by a list of prices.",
      "What has no price costs an unknown amount, and is not in the sum.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  cairn cost",
      "  cairn cost --by user --tenant acme --since 30d",
      "  cairn cost --by route --prices our-prices.json --csv"
    })
final class CostCommand implements Callable<Integer>, Shown {
  private static final List<Column> COLUMNS =
      List.of(
          Column.text("tenant", "tenant"),
          Column.text("user", "user"),
          Column.text("route", "route"),
          Column.count("requests", "requests"),
          Column.count("S3 writes", "s3WriteRequests"),
          Column.count("S3 reads", "s3ReadRequests"),
          Column.count("bytes in", "s3BytesIn"),
          Column.count("bytes out", "s3BytesOut"),
          Column.count("DynamoDB calls", "dynamodbRequests"),
          new Column("read units", "dynamodbReadUnits", Column.Kind.AMOUNT),
          new Column("write units", "dynamodbWriteUnits", Column.Kind.AMOUNT),
          Column.text("units are", "capacity"),
          Column.count("calls of unknown cost", "callsWithoutCost"),
          new Column("money", "total", Column.Kind.MONEY));

  private final Terminal terminal;

  @Option(
      names = "--by",
      paramLabel = "WHAT",
      defaultValue = "tenant",
      description = "tenant, user or route. Default: ${DEFAULT-VALUE}.")
  private String by;

  @Option(
      names = "--prices",
      paramLabel = "FILE",
      description = "A list of prices. Default: the explorer's, an example with its date.")
  private Path prices;

  @Option(names = "--user", paramLabel = "USER", description = "Only of this user.")
  private String user;

  @Mixin private Filters filters;

  @Mixin private Asking asking;

  CostCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    PriceList own = prices == null ? null : PriceList.read(prices);
    Map<String, String> parameters = filters.parameters();
    parameters.put("by", by);
    parameters.put("user", user);
    JsonNode answer = asking.ask(terminal, "/api/cost", parameters);
    asking.print(terminal, own == null ? answer : own.priced((ObjectNode) answer), this);
    return ExitCodes.ANSWERED;
  }

  @Override
  public List<String> text(Terminal to, JsonNode answer) {
    List<String> lines = new ArrayList<>();
    lines.add(to.bold(Asking.selected(answer)));
    lines.add("");
    String by = answer.path("by").asText();
    List<JsonNode> rows = new ArrayList<>();
    for (JsonNode row : table(answer).rows()) {
      boolean ofNobody = row.path(by).isNull();
      rows.add(ofNobody ? ((ObjectNode) row.deepCopy()).put(by, "(none)") : row);
    }
    lines.addAll(new Table(COLUMNS, rows).lines(to));
    lines.add(answer.path("rows").isEmpty() ? "no requests" : "");
    JsonNode list = answer.path("prices");
    lines.add(
        to.dim("prices: ")
            + Printable.text(list, "currency")
            + ", "
            + Printable.text(list, "region")
            + ", dated "
            + dates(list));
    if (list.path("note").isTextual()) {
      lines.add(to.dim(Printable.text(list, "note")));
    }
    return lines;
  }

  private static String dates(JsonNode list) {
    List<String> dates =
        StreamSupport.stream(list.path("prices").spliterator(), false)
            .map(price -> Printable.text(price, "date"))
            .distinct()
            .sorted()
            .toList();
    return dates.isEmpty() ? "never" : String.join(", ", dates);
  }

  @Override
  public Table table(JsonNode answer) {
    List<JsonNode> rows = new ArrayList<>();
    for (JsonNode row : answer.path("rows")) {
      ObjectNode flat = row.deepCopy();
      flat.set("total", row.path("money").get("total"));
      rows.add(flat);
    }
    return new Table(COLUMNS, rows);
  }
}
