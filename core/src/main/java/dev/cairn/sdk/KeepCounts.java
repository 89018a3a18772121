// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sdk;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What became of kept spans: {@code cairn.keep.exported} and {@code cairn.keep.dropped}, by reason.
 * Counted from the start and measured once there is an OpenTelemetry, which is built after the
 * processors in it. Losses are also logged, once an hour. Thread-safe.
 */
final class KeepCounts {
  private static final Logger LOGGER = Logger.getLogger("dev.cairn");
  private static final long QUIET_NANOS = TimeUnit.HOURS.toNanos(1);

  private final LongAdder[] exported = adders();
  private final LongAdder[] dropped = adders();
  private final AtomicBoolean measured = new AtomicBoolean();
  private final AtomicLong lastLogged = new AtomicLong(System.nanoTime() - QUIET_NANOS);
  private final Faults faults;

  KeepCounts(Faults faults) {
    this.faults = faults;
  }

  private static LongAdder[] adders() {
    LongAdder[] adders = new LongAdder[Reason.values().length];
    for (int reason = 0; reason < adders.length; reason++) {
      adders[reason] = new LongAdder();
    }
    return adders;
  }

  /** Measures by these meters from now on. Only the first time counts. */
  void measureBy(OpenTelemetry openTelemetry) {
    if (measured.get() || !measured.compareAndSet(false, true)) {
      return;
    }
    Meter meter = openTelemetry.getMeter("dev.cairn");
    faults.measureBy(meter);
    meter
        .counterBuilder("cairn.keep.exported")
        .setDescription("Spans exported although the application's sampler dropped them")
        .buildWithCallback(to -> record(exported, to));
    meter
        .counterBuilder("cairn.keep.dropped")
        .setDescription("Spans that should have been, and were lost")
        .buildWithCallback(to -> record(dropped, to));
  }

  private static void record(LongAdder[] counts, ObservableLongMeasurement measurement) {
    for (Reason reason : Reason.values()) {
      long count = counts[reason.ordinal()].sum();
      if (count > 0) {
        measurement.record(count, reason.attributes());
      }
    }
  }

  void exported(Collection<KeptSpan> spans) {
    spans.forEach(span -> exported[span.reason().ordinal()].increment());
  }

  void dropped(Collection<KeptSpan> spans, String why) {
    spans.forEach(span -> dropped(span.reason(), why));
  }

  void dropped(Reason reason, String why) {
    dropped[reason.ordinal()].increment();
    long last = lastLogged.get();
    long now = System.nanoTime();
    if (now - last >= QUIET_NANOS && lastLogged.compareAndSet(last, now)) {
      LOGGER.log(
          Level.WARNING,
          "Cairn lost a span that it was to keep ({0}): {1}. See cairn.keep.dropped"
              + " (logged once an hour)",
          new Object[] {reason.text(), why});
    }
  }
}
