// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.instrument;

import io.opentelemetry.api.trace.SpanContext;

/**
 * The value of {@code X-Amzn-Trace-Id}, which S3 hands on to the subscribers of its notifications.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-tracingheader">
 *     Tracing header</a>
 */
final class XRayHeader {
  private static final int EPOCH_DIGITS = 8;

  private XRayHeader() {}

  /** Returns the header's value for this span, or null where there is no span. */
  static String of(SpanContext span) {
    if (!span.isValid()) {
      return null;
    }
    String trace = span.getTraceId();
    return "Root=1-"
        + trace.substring(0, EPOCH_DIGITS)
        + '-'
        + trace.substring(EPOCH_DIGITS)
        + ";Parent="
        + span.getSpanId()
        + ";Sampled="
        + (span.isSampled() ? '1' : '0');
  }
}
