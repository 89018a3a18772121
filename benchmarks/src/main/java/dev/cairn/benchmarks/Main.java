// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The command line: see README.md. Every row is measured in a JVM of its own. */
public final class Main {
  /** Steady sizes, and a collector that does its work on no thread that is measured. */
  private static final List<String> JVM =
      List.of("-Xms768m", "-Xmx768m", "-Xmn512m", "-XX:+UseSerialGC");

  private static final int USAGE = 2;

  private Main() {}

  /**
   * Measures.
   *
   * @param args {@code --list}, or {@code --quick} and beginnings of rows' names
   */
  public static void main(String[] args) throws Exception {
    List<String> names = new ArrayList<>(List.of(args));
    if (names.remove("--list")) {
      Rows.all().forEach(row -> System.out.println(row.id()));
      return;
    }
    Measurement.Effort effort =
        names.remove("--quick") ? Measurement.Effort.QUICK : Measurement.Effort.FULL;
    List<Row> rows = selected(names);
    Report report = new Report();
    for (int i = 0; i < rows.size(); i++) {
      System.err.printf("%d of %d  %s%n", i + 1, rows.size(), rows.get(i).id());
      report.add(rows.get(i), measured(rows.get(i), effort));
    }
    System.out.println(report.tables());
    if (names.isEmpty() && effort == Measurement.Effort.FULL) {
      Path results = Path.of(System.getProperty("cairn.benchmarks.results", "RESULTS.md"));
      Files.writeString(results, report.text());
      System.err.println("written to " + results);
    }
  }

  private static List<Row> selected(List<String> names) {
    List<Row> rows =
        Rows.all().stream()
            .filter(row -> names.isEmpty() || names.stream().anyMatch(row.id()::startsWith))
            .toList();
    for (String name : names) {
      if (rows.stream().noneMatch(row -> row.id().startsWith(name))) {
        System.err.println("benchmarks: no benchmark begins with '" + name + "'; --list names all");
        System.exit(USAGE);
      }
    }
    return rows;
  }

  private static Map<Variant, Timing> measured(Row row, Measurement.Effort effort)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(JVM);
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            Worker.class.getName(),
            row.id(),
            effort.name()));
    Process worker =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    Map<Variant, Timing> timings = new EnumMap<>(Variant.class);
    try (BufferedReader lines = worker.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] parts = line.split(" ", 2);
        timings.put(Variant.valueOf(parts[0]), Timing.parse(parts[1]));
      }
    }
    if (worker.waitFor() != 0) {
      throw new IOException(row.id() + " failed: see above, or run " + String.join(" ", command));
    }
    return timings;
  }
}
