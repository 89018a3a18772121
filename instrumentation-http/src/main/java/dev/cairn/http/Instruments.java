// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.http;

import dev.cairn.Cairn;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.trace.Tracer;
import java.util.List;

/** Where spans and durations go. What cannot be had of a broken OpenTelemetry is a no-op. */
final class Instruments {
  private static final String SCOPE = "dev.cairn.http";

  /**
   * In seconds.
   *
   * @see <a
   *     href="https://opentelemetry.io/docs/specs/semconv/http/http-metrics/#metric-httpserverrequestduration">
   *     http.server.request.duration</a>
   */
  private static final List<Double> BOUNDARIES =
      List.of(0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5, 10.0);

  private Instruments() {}

  static Tracer tracer(Cairn cairn) {
    try {
      return cairn.openTelemetry().getTracer(SCOPE);
    } catch (Throwable fault) {
      cairn.caught("http.tracer", fault);
      return OpenTelemetry.noop().getTracer(SCOPE);
    }
  }

  static DoubleHistogram duration(Cairn cairn, String name, String description) {
    try {
      return duration(cairn.openTelemetry().getMeter(SCOPE), name, description);
    } catch (Throwable fault) {
      cairn.caught("http.meter", fault);
      return duration(OpenTelemetry.noop().getMeter(SCOPE), name, description);
    }
  }

  private static DoubleHistogram duration(Meter meter, String name, String description) {
    return meter
        .histogramBuilder(name)
        .setUnit("s")
        .setDescription(description)
        .setExplicitBucketBoundariesAdvice(BOUNDARIES)
        .build();
  }

  static double secondsSince(long nanoTime) {
    return (System.nanoTime() - nanoTime) / 1e9;
  }
}
