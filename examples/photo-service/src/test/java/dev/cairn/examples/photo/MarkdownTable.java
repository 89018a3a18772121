// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.examples.photo;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A table of a Markdown text: cells without the blanks around them. */
record MarkdownTable(List<String> header, List<List<String>> rows) {
  /** Returns the tables of the text, in its order. */
  static List<MarkdownTable> in(List<String> lines) {
    List<MarkdownTable> tables = new ArrayList<>();
    List<List<String>> table = new ArrayList<>();
    for (String line : Stream.concat(lines.stream(), Stream.of("")).toList()) {
      if (line.startsWith("|")) {
        table.add(cells(line));
      } else if (!table.isEmpty()) {
        tables.add(of(table));
        table.clear();
      }
    }
    return tables;
  }

  /** The second line only draws a rule. */
  private static MarkdownTable of(List<List<String>> lines) {
    return new MarkdownTable(lines.get(0), lines.stream().skip(2).toList());
  }

  private static List<String> cells(String line) {
    String inner = line.strip().replaceFirst("^\\|", "").replaceFirst("\\|$", "");
    return Stream.of(inner.split("\\|", -1)).map(String::strip).toList();
  }
}
