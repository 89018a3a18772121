// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An answer to Q1 or Q2 for people. */
final class BlameText {
  private static final int MAX_WRITES = 10;
  private static final String UNKNOWN = "unknown";

  private static final List<Column> COLUMNS =
      List.of(
          Column.text("address", "address"),
          Column.text("stamp", "stamp"),
          Column.text("binding", "binding"),
          Column.text("current", "current"),
          Column.text("source", "source"),
          Column.text("outcome", "outcome"),
          Column.text("method", "method"),
          Column.text("route", "route"),
          Column.text("service", "service"),
          Column.text("status", "status"),
          Column.time("time", "time"),
          Column.time("stored", "storedAt"),
          Column.text("user", "user"),
          Column.text("tenant", "tenant"),
          Column.text("trace", "traceId"),
          Column.text("span", "spanId"),
          Column.text("complete", "complete"));

  private final Terminal terminal;
  private final JsonNode answer;
  private final List<String> lines = new ArrayList<>();

  BlameText(Terminal terminal, JsonNode answer) {
    this.terminal = terminal;
    this.answer = answer;
  }

  String render() {
    lines.add(terminal.bold(Printable.text(answer, "address")));
    if (text("source") != null) {
      request();
      user();
      line("trace", columns(text("traceId"), labelled("span", text("spanId"))));
      line("stored", columns(Objects.requireNonNullElse(text("storedAt"), UNKNOWN), current()));
      line("evidence", evidence());
    } else if (Objects.equals(text("stamp"), "none") && text("storedAt") == null) {
      line("origin", "unknown: no stamp and no span of a write to it");
    } else {
      line("origin", "unknown: " + evidence() + " and no span of a write to it");
    }
    writes();
    line("complete", complete());
    return String.join("\n", lines);
  }

  /** Returns answers as rows, the request's columns among the others. */
  static Table table(List<JsonNode> answers) {
    List<JsonNode> rows = new ArrayList<>();
    for (JsonNode answer : answers) {
      ObjectNode row = answer.deepCopy();
      answer.path("request").properties().forEach(of -> row.set(of.getKey(), of.getValue()));
      rows.add(row);
    }
    return new Table(COLUMNS, rows);
  }

  private void request() {
    JsonNode request = answer.path("request");
    String time = Printable.text(request, "time");
    String named = columns(Printable.text(request, "method"), Printable.text(request, "route"));
    line(
        "request",
        columns(
            named.isEmpty() ? UNKNOWN : named.replace("  ", " "),
            status(Printable.text(request, "status")),
            Printable.text(request, "service"),
            time == null ? null : time.replace('T', ' ')));
  }

  private String status(String status) {
    return status != null && status.startsWith("5") ? terminal.red(status) : status;
  }

  private void user() {
    String tenant = labelled("tenant", text("tenant"));
    if (text("user") != null) {
      line("user", columns(text("user"), tenant));
      return;
    }
    line("user", columns(UNKNOWN, tenant));
    lines.add(
        "            no stamp or span names one; to stamp it: Cairn.builder(...)"
            + ".stampUser(UserMode.PLAIN)"
            + (text("address").startsWith("s3://")
                ? ".stamp(\"s3://<bucket>\", StampMode.FULL)"
                : ""));
  }

  private String current() {
    JsonNode current = answer.path("current");
    if (current.isBoolean()) {
      return current.booleanValue() ? "(current)" : "(overwritten since by another write)";
    }
    return null;
  }

  private String evidence() {
    String stamp = text("stamp");
    String stamped = stamp == null || stamp.equals("none") ? "no stamp" : "stamp (" + stamp + ")";
    return switch (Objects.requireNonNullElse(text("source"), "")) {
      case "both" -> stamped + " and span";
      case "span" -> "span; " + stamped;
      default -> stamped;
    };
  }

  private void writes() {
    String label = "writes";
    int shown = 0;
    for (JsonNode write : answer.path("writes")) {
      if (++shown > MAX_WRITES) {
        lines.add("            … and " + (answer.path("writes").size() - MAX_WRITES) + " more");
        return;
      }
      line(label, write(write));
      label = "";
      JsonNode source = write.path("copiedFrom");
      for (int copies = 1; source.isObject(); copies++) {
        JsonNode copied = source.path("write");
        String whose = copied.isObject() ? write(copied) : UNKNOWN;
        line("", "  ".repeat(copies) + "of " + Printable.text(source, "address") + "  " + whose);
        source = copied.path("copiedFrom");
      }
    }
  }

  private static String write(JsonNode write) {
    JsonNode request = write.path("request");
    String outcome = Printable.text(write, "outcome");
    return columns(
        Printable.text(write, "time"),
        Printable.text(write, "operation"),
        "applied".equals(outcome) ? null : outcome,
        columns(Printable.text(request, "method"), Printable.text(request, "route"))
            .replace("  ", " "),
        Printable.text(request, "service"),
        labelled("user", Printable.text(write, "user")),
        Printable.text(write, "traceId"));
  }

  private String complete() {
    String reason = text("completeReason");
    String verdict =
        switch (answer.path("complete").asText()) {
          case "true" -> "yes";
          case "false" -> "no";
          default -> UNKNOWN;
        };
    return reason == null ? verdict : verdict + ": " + reason;
  }

  private String text(String name) {
    return Printable.text(answer, name);
  }

  private void line(String label, String value) {
    lines.add("  " + terminal.dim(String.format("%-10s", label)) + value);
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
