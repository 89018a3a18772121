// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.otlp;

/**
 * How much of a span is kept. DuckDB has 2,048 values of a column in memory at once, and few spans
 * are larger than a kilobyte: one in a hundred million must not be what a store is made for.
 */
final class Limits {
  /**
   * Of a longer text so many characters are kept, as OpenTelemetry's SDKs do by their own limit.
   *
   * @see <a href="https://opentelemetry.io/docs/specs/otel/common/#attribute-limits">Attribute
   *     limits</a>
   */
  static final int TEXT_CHARACTERS = 1 << 15;

  /** A span that is larger then is rejected. */
  static final int SPAN_OCTETS = 1 << 20;

  private Limits() {}

  /** Returns a text with what is too much of it replaced by an ellipsis. */
  static String cut(String text) {
    if (text.length() <= TEXT_CHARACTERS) {
      return text;
    }
    boolean halved = Character.isHighSurrogate(text.charAt(TEXT_CHARACTERS - 1));
    return text.substring(0, TEXT_CHARACTERS - (halved ? 1 : 0)) + "…";
  }
}
