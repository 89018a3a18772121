// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.examples.photo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.ToDoubleFunction;

/**
 * Compares the decorated photo service with the bare one: in every round each has its turn, in
 * changing order, and a second bare service shows what is noise. Writes {@code LOAD.md}.
 */
final class LoadReport {
  private static final String BARE = "bare";
  private static final Map<String, Decoration> SERVICES = new LinkedHashMap<>();

  static {
    SERVICES.put(BARE, Decoration.NONE);
    SERVICES.put("bare-again", Decoration.NONE);
    SERVICES.put("decorated", Decoration.STAMPS);
  }

  private final Map<String, List<Block>> blocks = new LinkedHashMap<>();

  private LoadReport() {}

  /** Measures and writes. */
  static void write(int rounds, Duration turn) throws IOException, InterruptedException {
    LoadReport report = new LoadReport();
    try (Load load = new Load()) {
      report.measure(load, rounds, turn);
    }
    report.write(Path.of("LOAD.md"), rounds, turn);
  }

  private void measure(Load load, int rounds, Duration turn) throws InterruptedException {
    List<String> order = new ArrayList<>(SERVICES.keySet());
    SERVICES.forEach(load::add);
    for (String name : order) {
      blocks.put(name, new ArrayList<>());
      load.run(name, turn.multipliedBy(2)); // warms up
    }
    Random random = new Random(7);
    for (int round = 1; round <= rounds; round++) {
      Collections.shuffle(order, random);
      for (String name : order) {
        blocks.get(name).add(load.run(name, turn));
      }
      System.err.printf("\rround %d of %d", round, rounds);
    }
    System.err.println();
  }

  private void write(Path file, int rounds, Duration turn) throws IOException {
    StringBuilder table = new StringBuilder();
    row(table, "requests a second", Block::requestsPerSecond);
    row(table, "median, ms", block -> block.millis(0.5));
    row(table, "p99, ms", block -> block.millis(0.99));
    row(table, "CPU of service and visitors, µs a request", Block::cpuMicrosPerRequest);
    String text = Files.readString(file);
    String begin = "<!-- measured -->\n";
    String measured =
        String.format(
            Locale.ROOT,
            "%d rounds of %d s each, %d visitors, Java %s, %d processors.%n%n"
                + "| | bare | bare again ÷ bare | decorated ÷ bare |%n|---|---|---|---|%n%s",
            rounds,
            turn.toSeconds(),
            Load.VISITORS,
            System.getProperty("java.version"),
            Runtime.getRuntime().availableProcessors(),
            table);
    Files.writeString(file, text.substring(0, text.indexOf(begin) + begin.length()) + measured);
    System.out.print(measured);
  }

  private void row(StringBuilder table, String name, ToDoubleFunction<Block> value) {
    double[] bare = blocks.get(BARE).stream().mapToDouble(value).sorted().toArray();
    table.append(
        String.format(
            Locale.ROOT,
            "| %s | %.2f | %s | %s |%n",
            name,
            bare[bare.length / 2],
            ratio("bare-again", value),
            ratio("decorated", value)));
  }

  /** The median of the rounds' ratios, and between which the middle half of them lies. */
  private String ratio(String name, ToDoubleFunction<Block> value) {
    List<Block> bare = blocks.get(BARE);
    List<Block> other = blocks.get(name);
    double[] ratios = new double[bare.size()];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = value.applyAsDouble(other.get(i)) / value.applyAsDouble(bare.get(i));
    }
    Arrays.sort(ratios);
    return String.format(
        Locale.ROOT,
        "**%.3f** (%.3f – %.3f)",
        ratios[ratios.length / 2],
        ratios[ratios.length / 4],
        ratios[ratios.length * 3 / 4]);
  }
}
