// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.benchmarks;

import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Measures one row, in a JVM that has run nothing else, and prints a line a variant. */
final class Worker {
  /** Of spans that come faster than batches leave, and of what SDK 1.x thinks of its age. */
  private static final List<Logger> NOISY =
      List.of(
          Logger.getLogger("io.opentelemetry.sdk.trace.export"), Logger.getLogger("com.amazonaws"));

  private Worker() {}

  /** Arguments: the row's id and the effort. */
  public static void main(String[] args) throws Exception {
    NOISY.forEach(logger -> logger.setLevel(Level.OFF));
    try (Telemetry telemetry = Telemetry.exportingToNobody()) {
      Measurement measurement = new Measurement(Rows.of(args[0]), telemetry);
      for (Map.Entry<Variant, Timing> taken :
          measurement.take(Measurement.Effort.valueOf(args[1])).entrySet()) {
        System.out.println(taken.getKey() + " " + taken.getValue().text());
      }
    }
  }
}
