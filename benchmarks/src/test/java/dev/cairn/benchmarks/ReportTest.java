// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportTest {
  private final Report report = new Report();

  @Test
  void goals_areCounted_andThoseMissedAreBold() throws Exception {
    report.add(row("v2").with(Variant.CAIRN, 50, 50), timings());
    report.add(row("async").with(Variant.CAIRN, 49, 50), timings());
    assertThat(report.text())
        .contains("**Of 4 goals 1 are missed**")
        .contains("| 50 % (goal 50 %) | 25 % (goal 50 %) |")
        .contains("| **50 %** (goal 49 %) | 25 % (goal 50 %) |");
  }

  @Test
  void peers_haveAColumnEach_whereTheyAreMeasured() {
    Map<Variant, Timing> timings = timings();
    timings.put(Variant.XRAY, new Timing(0, 0, 8000, 8 * 1024));
    report.add(row("v2").with(Variant.CAIRN), timings);
    timings.remove(Variant.XRAY);
    report.add(row("async").with(Variant.CAIRN), timings);
    String tables = report.tables().replace('\u00a0', ' ');
    assertThat(tables)
        .contains("| OpenTelemetry adds | X-Ray adds | Cairn adds |")
        .contains("| 10.0 / 40.0 | 4.0 / 4.0 | 8.0 / 8.0 | 2.0 / 1.0 | 50 % | 25 % | 25 % / 13 % |")
        .contains("| OpenTelemetry adds | Cairn adds |")
        .contains("| 10.0 / 40.0 | 4.0 / 4.0 | 2.0 / 1.0 | 50 % | 25 % |");
  }

  @Test
  void columnsOfPeers_areLeftOut_whereThereIsNone() {
    Map<Variant, Timing> timings = timings();
    timings.remove(Variant.OPENTELEMETRY);
    report.add(row("servlet").with(Variant.CAIRN), timings);
    assertThat(report.tables().replace('\u00a0', ' '))
        .contains("| call | variant | bare client | Cairn adds |\n|---|---|---|---|\n")
        .contains("| 10.0 / 40.0 | 2.0 / 1.0 |\n");
  }

  private static Row row(String group) {
    return new Row(group, "PutItem", (variant, telemetry) -> () -> null);
  }

  private static Map<Variant, Timing> timings() {
    Map<Variant, Timing> timings = new EnumMap<>(Variant.class);
    timings.put(Variant.BARE, new Timing(9000, 0, 0, 0));
    timings.put(Variant.BYTES, new Timing(10000, 40 * 1024, 0, 0));
    timings.put(Variant.OPENTELEMETRY, new Timing(0, 0, 4000, 4 * 1024));
    timings.put(Variant.CAIRN, new Timing(0, 0, 2000, 1024));
    return timings;
  }
}
