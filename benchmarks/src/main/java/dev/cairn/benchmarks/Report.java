// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.benchmarks;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** What was measured, as Markdown. Not thread-safe. */
final class Report {
  private static final Map<String, String> GROUPS =
      Map.of(
          "v2", "AWS SDK 2.x",
          "async", "AWS SDK 2.x, asynchronous clients",
          "v1", "AWS SDK 1.x",
          "http", "HTTP",
          "servlet", "Jakarta Servlet, for which OpenTelemetry has no library");

  private final Map<String, StringBuilder> tables = new LinkedHashMap<>();
  private int goals;
  private int missed;

  void add(Row row, Map<Variant, Timing> timings) {
    StringBuilder table =
        tables.computeIfAbsent(row.group(), group -> new StringBuilder(head(timings)));
    for (Variant variant : timings.keySet()) {
      if (variant == Variant.OPENTELEMETRY_UNSAMPLED) {
        table.append(unsampledPeers(row, timings));
      } else if (variant.isCairn()) {
        table.append(ours(row, variant, timings));
      }
    }
  }

  private static String head(Map<Variant, Timing> timings) {
    boolean openTelemetry = timings.containsKey(Variant.OPENTELEMETRY);
    boolean xRay = timings.containsKey(Variant.XRAY);
    String names =
        line(
            "call",
            "variant",
            "bare client",
            openTelemetry ? "OpenTelemetry adds" : null,
            xRay ? "X-Ray adds" : null,
            "Cairn adds",
            openTelemetry ? "CPU, of OpenTelemetry's" : null,
            openTelemetry ? "bytes, of OpenTelemetry's" : null,
            xRay ? "of X-Ray's" : null);
    return names + names.lines().findFirst().orElseThrow().replaceAll("[^|]+", "---") + '\n';
  }

  private String ours(Row row, Variant variant, Map<Variant, Timing> timings) {
    Timing ours = timings.get(variant);
    Timing openTelemetry = timings.get(Variant.OPENTELEMETRY);
    Timing xRay = timings.get(Variant.XRAY);
    Timing bare = timings.get(variant.baseline());
    Row.Goal goal = row.goals().get(variant);
    return line(
        row.name(),
        variant.text(),
        pair(bare.cpu(), bare.bytes()),
        added(openTelemetry),
        added(xRay),
        added(ours),
        openTelemetry == null
            ? null
            : judged(percent(ours.addedCpu(), openTelemetry.addedCpu()), goal.cpu()),
        openTelemetry == null
            ? null
            : judged(percent(ours.addedBytes(), openTelemetry.addedBytes()), goal.bytes()),
        ratios(ours, xRay));
  }

  private static String unsampledPeers(Row row, Map<Variant, Timing> timings) {
    Timing openTelemetry = timings.get(Variant.OPENTELEMETRY_UNSAMPLED);
    Timing sampled = timings.get(Variant.OPENTELEMETRY);
    Timing xRay = timings.get(Variant.XRAY_UNSAMPLED);
    Timing bare = timings.get(Variant.BARE);
    return line(
        row.name(),
        xRay == null ? "OpenTelemetry's library, unsampled" : "the peers, unsampled",
        pair(bare.cpu(), bare.bytes()),
        added(openTelemetry),
        added(xRay),
        "",
        percent(openTelemetry.addedCpu(), sampled.addedCpu()) + " %",
        percent(openTelemetry.addedBytes(), sampled.addedBytes()) + " %",
        ratios(xRay, timings.get(Variant.XRAY)));
  }

  /** Returns a line of a table. Null stands for a column that the table does not have. */
  private static String line(String... cells) {
    return Stream.of(cells).filter(Objects::nonNull).collect(joining(" | ", "| ", " |\n"));
  }

  private static long percent(double part, double whole) {
    return Math.round(100 * part / whole);
  }

  private String judged(long percent, int goal) {
    if (goal == Row.Goal.NONE.cpu()) {
      return percent + " %";
    }
    goals++;
    if (percent <= goal) {
      return percent + " % (goal " + goal + " %)";
    }
    missed++;
    return "**" + percent + " %** (goal " + goal + " %)";
  }

  private static String ratios(Timing part, Timing whole) {
    return whole == null
        ? null
        : onOneLine(
            percent(part.addedCpu(), whole.addedCpu())
                + " % / "
                + percent(part.addedBytes(), whole.addedBytes())
                + " %");
  }

  private static String added(Timing timing) {
    return timing == null ? null : pair(timing.addedCpu(), timing.addedBytes());
  }

  private static String pair(double nanos, double bytes) {
    return onOneLine(String.format(Locale.ROOT, "%.1f / %.1f", nanos / 1000, bytes / 1024));
  }

  /** Returns the text with spaces at which a browser does not break a narrow cell. */
  private static String onOneLine(String text) {
    return text.replace(' ', '\u00a0');
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

            %s, %s, Java %s; OpenTelemetry %s, its library for AWS SDK 2.x %s; X-Ray SDK %s; AWS SDK %s and %s.

            Each cell is CPU time in µs / allocation in KB, of one call: all of it for the bare client, what is added to that for the others. Percentages are of what the peer adds where it is sampled.

            **Of %d goals %d are missed**, here in bold; README.md says [where the rest goes](README.md#where-the-rest-goes).

            """,
            LocalDate.now(),
            Machine.processors(),
            Machine.system(),
            Runtime.version(),
            Machine.version("opentelemetry-sdk"),
            Machine.version("opentelemetry-aws-sdk-2.2"),
            Machine.version("aws-xray-recorder-sdk-core"),
            Machine.version("dynamodb"),
            Machine.version("aws-java-sdk-dynamodb"),
            goals,
            missed)
        + tables();
  }
}
