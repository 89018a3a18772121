// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;

/**
 * A span context as a W3C traceparent of version 00.
 *
 * @see <a href="https://www.w3.org/TR/trace-context/#traceparent-header">Trace Context</a>
 */
final class Traceparent {
  /** {@code 00-<32 hex>-<16 hex>-<2 hex>}. */
  static final int LENGTH = 55;

  private static final int SPAN_ID = 36;
  private static final int FLAGS = 53;

  private Traceparent() {}

  /**
   * Returns the text of a valid span context.
   *
   * @throws IllegalArgumentException where it calls itself valid, and its ids are none: anybody may
   *     implement the interface
   */
  static String encode(SpanContext context) {
    String text =
        "00-"
            + context.getTraceId()
            + '-'
            + context.getSpanId()
            + '-'
            + context.getTraceFlags().asHex();
    if (!parse(text).isValid()) {
      throw new IllegalArgumentException("not a span context: " + text);
    }
    return text;
  }

  /** Returns the remote span context, or the invalid one where the text is no traceparent. */
  static SpanContext parse(String text) {
    return text.length() == LENGTH ? parseStart(text) : SpanContext.getInvalid();
  }

  /** As {@link #parse}, of a text that begins with a traceparent. */
  static SpanContext parseStart(String text) {
    if (text.length() < LENGTH
        || !text.startsWith("00-")
        || text.charAt(SPAN_ID - 1) != '-'
        || text.charAt(FLAGS - 1) != '-'
        || !isLowerHex(text, FLAGS)) {
      return SpanContext.getInvalid();
    }
    return SpanContext.createFromRemoteParent(
        text.substring(3, SPAN_ID - 1),
        text.substring(SPAN_ID, FLAGS - 1),
        TraceFlags.fromHex(text, FLAGS),
        TraceState.getDefault());
  }

  private static boolean isLowerHex(String text, int from) {
    for (int i = from; i < LENGTH; i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
        return false;
      }
    }
    return true;
  }
}
