// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.otlp;

import dev.cairn.CairnAttributes;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The counters by which services tell what they lost on the way here: Cairn's own, and those of
 * OpenTelemetry's SDKs, which count what was processed or exported and, by an attribute, what of it
 * failed.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/semconv/otel/sdk-metrics/">Semantic conventions
 *     for OpenTelemetry SDK metrics</a>
 */
enum LossCounter {
  KEEP("cairn.keep.dropped", any -> true),
  SPANS_PROCESSED("otel.sdk.processor.span.processed", LossCounter::hasFailed),
  SPANS_EXPORTED("otel.sdk.exporter.span.exported", LossCounter::hasFailed),
  LOGS_PROCESSED("otel.sdk.processor.log.processed", LossCounter::hasFailed),
  LOGS_EXPORTED("otel.sdk.exporter.log.exported", LossCounter::hasFailed),
  /** The Java SDK's, before there was a convention. */
  JAVA_SPANS_PROCESSED("processedSpans", LossCounter::wasDropped),
  JAVA_LOGS_PROCESSED("processedLogs", LossCounter::wasDropped);

  private static final AttributeKey<Boolean> DROPPED = AttributeKey.booleanKey("dropped");

  private final String metric;
  private final Predicate<Attributes> lost;

  LossCounter(String metric, Predicate<Attributes> lost) {
    this.metric = metric;
    this.lost = lost;
  }

  /** Returns the counter, or null where the metric counts no losses. */
  static LossCounter named(String metric) {
    return Stream.of(values())
        .filter(counter -> counter.metric.equals(metric))
        .findFirst()
        .orElse(null);
  }

  /** Returns whether a point with these attributes counts what was lost. */
  boolean counts(Attributes point) {
    return lost.test(point);
  }

  private static boolean hasFailed(Attributes point) {
    return point.get(CairnAttributes.ERROR_TYPE) != null;
  }

  private static boolean wasDropped(Attributes point) {
    return Boolean.TRUE.equals(point.get(DROPPED));
  }
}
