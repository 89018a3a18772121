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
    return trace(id.toByteArray(), 0, id.size());
  }

  /** Returns the id in hex, or null where it is none: of another length, or all zeros. */
  static String span(ByteString id) {
    return span(id.toByteArray(), 0, id.size());
  }

  /** Returns the id that stands there, in hex, or null where it is none. */
  static String trace(byte[] octets, int from, int to) {
    return to - from == TRACE_ID_OCTETS ? hex(octets, from, to) : null;
  }

  /** Returns the id that stands there, in hex, or null where it is none. */
  static String span(byte[] octets, int from, int to) {
    return to - from == SPAN_ID_OCTETS ? hex(octets, from, to) : null;
  }

  private static String hex(byte[] octets, int from, int to) {
    for (int i = from; i < to; i++) {
      if (octets[i] != 0) {
        return HexFormat.of().formatHex(octets, from, to);
      }
    }
    return null;
  }
}
