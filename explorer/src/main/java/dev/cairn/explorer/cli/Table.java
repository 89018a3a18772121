// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Rows under titles, for people in columns and for programs as CSV. */
record Table(List<Column> columns, List<? extends JsonNode> rows) {
  private static final String GAP = "  ";

  /**
   * @param rows an array of objects
   */
  static Table of(List<Column> columns, JsonNode rows) {
    List<JsonNode> list = new ArrayList<>();
    rows.forEach(list::add);
    return new Table(columns, list);
  }

  /** Returns the lines, columns in which nobody has anything left out. */
  List<String> lines(Terminal terminal) {
    List<List<String>> cells = new ArrayList<>();
    List<Column> used = new ArrayList<>();
    for (Column column : columns) {
      List<String> cell = rows.stream().map(column::shown).toList();
      if (cell.stream().anyMatch(text -> !text.isEmpty())) {
        used.add(column);
        cells.add(cell);
      }
    }
    List<String> lines = new ArrayList<>();
    lines.add(terminal.dim(line(used, cells, -1)));
    for (int row = 0; row < rows.size(); row++) {
      lines.add(line(used, cells, row));
    }
    return rows.isEmpty() ? List.of() : lines;
  }

  /**
   * @param row -1 for the titles
   */
  private static String line(List<Column> used, List<List<String>> cells, int row) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < used.size(); i++) {
      String title = used.get(i).title();
      int width =
          Math.max(width(title), cells.get(i).stream().mapToInt(Table::width).max().orElse(0));
      String cell = row < 0 ? title : cells.get(i).get(row);
      String space = " ".repeat(width - width(cell));
      line.append(i == 0 ? "" : GAP);
      line.append(used.get(i).isNumber() ? space + cell : cell + space);
    }
    return line.toString().stripTrailing();
  }

  private static int width(String text) {
    return text.codePointCount(0, text.length());
  }

  /**
   * Returns it as CSV, all columns.
   *
   * @see <a href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</a>
   */
  String csv() {
    List<String> lines = new ArrayList<>();
    lines.add(columns.stream().map(Column::key).collect(Collectors.joining(",")));
    for (JsonNode row : rows) {
      lines.add(columns.stream().map(column -> column.csv(row)).collect(Collectors.joining(",")));
    }
    return String.join("\r\n", lines);
  }
}
