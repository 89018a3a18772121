// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The tables of {@code FAULTS.md}, of which each test holds one column against what it found, or
 * writes it where the system property {@code cairn.faults.write} is true.
 */
final class FaultTable {
  private static final String WRITE = "cairn.faults.write";
  private static final String BETWEEN = " | ";

  private final String column;
  private final Path file = file();
  private final List<String> lines;
  private final int header;
  private final int end;
  private final int at;
  private final Map<String, String> said = new LinkedHashMap<>();

  /**
   * A column.
   *
   * @param section the heading above the table
   * @param column as a word of the column's heading, which ends with it
   */
  FaultTable(String section, String column) throws IOException {
    this.column = column;
    lines = new ArrayList<>(Files.readAllLines(file));
    header = lines.indexOf("## " + section) + 2;
    int row = header;
    while (row < lines.size() && lines.get(row).startsWith("|")) {
      row++;
    }
    end = row;
    at = columnOf(section, lines.get(header));
    for (String line : lines.subList(header + 2, end)) {
      List<String> cells = cells(line);
      if (cells.size() > at) {
        said.put(cells.get(0) + BETWEEN + cells.get(1), cells.get(at));
      }
    }
  }

  /** Returns the first two cells of a row. */
  static String row(Hook hook, Fault fault) {
    return (hook == null ? "none" : hook.text()) + BETWEEN + fault.text();
  }

  /** Checks that the table says what was found, or lets it say so. */
  void hold(Map<String, String> found) throws IOException {
    if (Boolean.getBoolean(WRITE)) {
      write(found);
      return;
    }
    assertThat(found)
        .as("%s, column %s; where the test is right: -D%s=true", file, column, WRITE)
        .containsExactlyInAnyOrderEntriesOf(said);
  }

  /** Returns what is said to come of a fault; nothing where the table is to be written. */
  String says(Hook hook, Fault fault) {
    return Boolean.getBoolean(WRITE) ? "" : said.getOrDefault(row(hook, fault), "");
  }

  private void write(Map<String, String> found) throws IOException {
    List<String> rows = written(lines.subList(header + 2, end), at, found);
    lines.subList(header + 2, end).clear();
    lines.addAll(header + 2, rows);
    Files.write(file, lines);
  }

  private int columnOf(String section, String header) {
    List<String> headings = cells(header);
    for (int i = 0; i < headings.size(); i++) {
      if (headings.get(i).endsWith('`' + column + '`')) {
        return i;
      }
    }
    throw new AssertionError("FAULTS.md has no column `" + column + "` under " + section);
  }

  /** Returns the rows with the column as found; rows that nobody found any more are gone. */
  private static List<String> written(List<String> rows, int at, Map<String, String> found) {
    Map<String, List<String>> old = new LinkedHashMap<>();
    for (String row : rows) {
      List<String> cells = cells(row);
      old.put(cells.get(0) + BETWEEN + cells.get(1), cells);
    }
    List<String> written = new ArrayList<>();
    found.forEach(
        (row, cell) -> {
          List<String> cells = new ArrayList<>(old.getOrDefault(row, cells("| " + row + " |")));
          while (cells.size() <= at) {
            cells.add("");
          }
          cells.set(at, cell);
          written.add("| " + String.join(BETWEEN, cells) + " |");
        });
    return written;
  }

  private static List<String> cells(String line) {
    String inner = line.strip();
    return Arrays.stream(inner.substring(1, inner.length() - 1).split("\\|", -1))
        .map(String::strip)
        .toList();
  }

  private static Path file() {
    Path here = Path.of("").toAbsolutePath();
    while (here != null) {
      Path file = here.resolve("contract-tests").resolve("FAULTS.md");
      if (Files.exists(file)) {
        return file;
      }
      here = here.getParent();
    }
    throw new AssertionError(
        "contract-tests/FAULTS.md is not above " + Path.of("").toAbsolutePath());
  }
}
