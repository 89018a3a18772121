// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.otlp;

import com.google.protobuf.ByteString;
import java.util.HexFormat;

/** Ids of traces and spans: octets on the wire, lower-case hex in the explorer. */
final class OtlpIds {
  private static final int TRACE_ID_OCTETS = 16;
  private static final int SPAN_ID_OCTETS = 8;

  private OtlpIds() {}

  /** Returns the id in hex, or null where it is none: of another length, or all zeros. */
  static String trace(ByteString id) {
    return hex(id, TRACE_ID_OCTETS);
  }

  /** Returns the id in hex, or null where it is none: of another length, or all zeros. */
  static String span(ByteString id) {
    return hex(id, SPAN_ID_OCTETS);
  }

  private static String hex(ByteString id, int octets) {
    if (id.size() != octets) {
      return null;
    }
    for (int i = 0; i < octets; i++) {
      if (id.byteAt(i) != 0) {
        return HexFormat.of().formatHex(id.toByteArray());
      }
    }
    return null;
  }
}
