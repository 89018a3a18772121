// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.store;

import dev.cairn.explorer.store.SpanRecord.Times;
import io.opentelemetry.api.common.Attributes;
import java.util.Objects;

/**
 * What a service counted as lost before it could be sent: one point of a sum that only grows.
 * Immutable.
 *
 * <p>A sum may be sent cumulative, every point with the same start and the total since, or as
 * deltas, each from where the last ended. What was lost in all is the same of both: of each series
 * (emitter, counter and attributes) the sum, over its different starts, of the greatest value.
 *
 * @param counter the metric's name: {@code cairn.keep.dropped}
 * @param attributes those of the point
 */
public record LossRecord(
    Emitter emitter, String counter, Attributes attributes, long value, Times times) {
  public LossRecord {
    Objects.requireNonNull(emitter, "emitter");
    Objects.requireNonNull(counter, "counter");
    Objects.requireNonNull(attributes, "attributes");
    Objects.requireNonNull(times, "times");
  }
}
