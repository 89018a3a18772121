// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** When the spans of each trace of a transaction began. Not thread-safe. */
final class Traces {
  private final Map<Key, Period> periods = new HashMap<>();

  /** Spans of one trace mostly come one after the other: those that do are counted first. */
  private Key run;

  private Period period;

  /** Whose trace: {@code origin} is null where it is nobody else's. */
  private record Key(UUID origin, UUID traceId) {
    boolean isOf(Units.Unit span) {
      return traceId.equals(span.traceId())
          && (origin == null ? span.originId() == null : origin.equals(span.originId()));
    }
  }

  void add(Units.Unit span) {
    Period began = new Period(span.time(), span.time());
    if (run != null && run.isOf(span)) {
      period = period.and(began);
    } else {
      endRun();
      run = new Key(span.originId(), span.traceId());
      period = began;
    }
  }

  private void endRun() {
    if (run != null) {
      periods.merge(new Key(null, run.traceId), period, Period::and);
      if (run.origin != null) {
        periods.merge(run, period, Period::and);
      }
    }
    run = null;
  }

  /** Returns them all as rows. */
  List<TraceRow> rows() {
    endRun();
    List<TraceRow> rows = new ArrayList<>(periods.size());
    periods.forEach((of, when) -> rows.add(new TraceRow(of.origin, of.traceId, when)));
    return rows;
  }

  void clear() {
    periods.clear();
    run = null;
  }
}
