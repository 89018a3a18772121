// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.benchmarks;

import java.io.IOException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What was measured, as Markdown. Not thread-safe. */
final class Report {
  private static final Map<String, String> GROUPS =
      Map.of("v2", "AWS SDK 2.x", "v1", "AWS SDK 1.x", "http", "HTTP");

  private static final String HEAD =
      """
      | call | variant | bare client | OpenTelemetry's library adds | Cairn adds | CPU, of OpenTelemetry's | bytes, of OpenTelemetry's |
      |---|---|---|---|---|---|---|
      """;

  private final Map<String, StringBuilder> tables = new LinkedHashMap<>();
  private int goals;
  private int missed;

  void add(Row row, Map<Variant, Timing> timings) {
    StringBuilder table = tables.computeIfAbsent(row.group(), group -> new StringBuilder(HEAD));
    String peer = added(timings.get(Variant.OPENTELEMETRY));
    for (Variant variant : timings.keySet()) {
      if (!variant.isCairn() && variant != Variant.OPENTELEMETRY_UNSAMPLED) {
        continue;
      }
      boolean ours = variant.isCairn();
      Timing bare = timings.get(variant.baseline());
      table.append(
          String.format(
              "| %s | %s | %s | %s | %s | %s |%n",
              row.name(),
              variant.text(),
              pair(bare.cpu(), bare.bytes()),
              ours ? peer : added(timings.get(variant)),
              ours ? added(timings.get(variant)) : "",
              ratios(row, variant, timings)));
    }
  }

  private String ratios(Row row, Variant variant, Map<Variant, Timing> timings) {
    Timing ours = timings.get(variant);
    Timing peer = timings.get(Variant.OPENTELEMETRY);
    Row.Goal goal = row.goals().getOrDefault(variant, Row.Goal.NONE);
    return ratio(ours.addedCpu() / peer.addedCpu(), goal.cpu())
        + " | "
        + ratio(ours.addedBytes() / peer.addedBytes(), goal.bytes());
  }

  private String ratio(double ratio, int goal) {
    long percent = Math.round(100 * ratio);
    if (goal == Row.Goal.NONE.cpu()) {
      return percent + " %";
    }
    goals++;
    if (percent <= goal) {
      return percent + " % (goal " + goal + " %)";
    }
    missed++;
    return "**" + percent + " %, missed** (goal " + goal + " %)";
  }

  private static String added(Timing timing) {
    return pair(timing.addedCpu(), timing.addedBytes());
  }

  private static String pair(double nanos, double bytes) {
    return String.format(Locale.ROOT, "%.1f µs, %.1f KB", nanos / 1000, bytes / 1024);
  }

  /** Returns the tables alone. */
  String tables() {
    StringBuilder text = new StringBuilder();
    tables.forEach(
        (group, table) ->
            text.append("## ").append(GROUPS.get(group)).append("\n\n").append(table).append('\n'));
    return text.toString();
  }

  /** Returns the whole of RESULTS.md. */
  String text() throws IOException {
    return String.format(
            """
            # What a decorated call costs

            Written by `benchmarks/run` on %s; do not edit. What is measured and how: [README.md](README.md).

            %s, %s, Java %s; OpenTelemetry %s, its library for AWS SDK 2.x %s; AWS SDK %s and %s.

            Of %d goals %d are missed; README.md says [where the rest goes](README.md#where-the-rest-goes).

            """,
            LocalDate.now(),
            Machine.processors(),
            Machine.system(),
            Runtime.version(),
            Machine.version("opentelemetry-sdk"),
            Machine.version("opentelemetry-aws-sdk-2.2"),
            Machine.version("dynamodb"),
            Machine.version("aws-java-sdk-dynamodb"),
            goals,
            missed)
        + tables();
  }
}
