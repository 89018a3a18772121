// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.store;

import java.util.HexFormat;
import java.util.UUID;

/** Ids as tables hold them: a trace's as a UUID, a span's as the bits of its octets. */
final class Ids {
  private static final int TRACE_DIGITS = 32;
  private static final int SPAN_DIGITS = 16;

  private Ids() {}

  /** Returns null for null and for what is no trace id. */
  static UUID trace(String hex) {
    return isHex(hex, TRACE_DIGITS) ? new UUID(bits(hex, 0), bits(hex, SPAN_DIGITS)) : null;
  }

  /** Returns null for null and for what is no span id. */
  static Long span(String hex) {
    return isHex(hex, SPAN_DIGITS) ? (Long) bits(hex, 0) : null;
  }

  /** Returns what sixteen digits say: in the receiver HexFormat's own takes twice as long. */
  private static long bits(String hex, int from) {
    long bits = 0;
    for (int i = from; i < from + SPAN_DIGITS; i++) {
      bits = bits << 4 | HexFormat.fromHexDigit(hex.charAt(i));
    }
    return bits;
  }

  static String hex(UUID traceId) {
    return hex(traceId.getMostSignificantBits()) + hex(traceId.getLeastSignificantBits());
  }

  static String hex(long spanId) {
    return HexFormat.of().toHexDigits(spanId);
  }

  private static boolean isHex(String text, int digits) {
    if (text == null || text.length() != digits) {
      return false;
    }
    for (int i = 0; i < digits; i++) {
      if (!HexFormat.isHexDigit(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }
}
