// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;

/**
 * Percent-encoding of UTF-8 as RFC 3986 section 2.1 defines it, with one set of characters left as
 * they are for each use.
 */
final class Percent {
  /** RFC 3986 section 2.3: unreserved. */
  static final BitSet UNRESERVED = unreservedAnd("");

  /** A path: the slashes between segments stay. */
  static final BitSet PATH = unreservedAnd("/");

  /**
   * Values of stamps and of baggage: nothing that either grammar, a header, a log line or a web
   * page gives a meaning of its own.
   */
  static final BitSet VALUE = unreservedAnd("/:@{}");

  private static final char[] HEX = "0123456789ABCDEF".toCharArray();

  private Percent() {}

  private static BitSet unreservedAnd(String more) {
    BitSet kept = new BitSet(128);
    kept.set('a', 'z' + 1);
    kept.set('A', 'Z' + 1);
    kept.set('0', '9' + 1);
    ("-._~" + more).chars().forEach(kept::set);
    return kept;
  }

  static String encode(String text, BitSet kept) {
    int plain = 0;
    while (plain < text.length() && kept.get(text.charAt(plain))) {
      plain++;
    }
    if (plain == text.length()) {
      return text;
    }
    StringBuilder encoded = new StringBuilder(text.length() + 16).append(text, 0, plain);
    for (byte octet : text.substring(plain).getBytes(StandardCharsets.UTF_8)) {
      if (octet > 0 && kept.get(octet)) {
        encoded.append((char) octet);
      } else {
        encoded.append('%').append(HEX[(octet >> 4) & 0xF]).append(HEX[octet & 0xF]);
      }
    }
    return encoded.toString();
  }

  /** Returns whether {@link #decode} can decode this part of a text. */
  static boolean isDecodable(String text, int from, int to) {
    for (int i = text.indexOf('%', from); i >= 0 && i < to; i = text.indexOf('%', i + 3)) {
      int high = i + 2 < to ? Character.digit(text.charAt(i + 1), 16) : -1;
      if (high < 0 || Character.digit(text.charAt(i + 2), 16) < 0) {
        return false;
      }
      if (high >= 8) {
        return decode(text.substring(from, to)) != null; // not ASCII: a part of a longer sequence
      }
    }
    return true;
  }

  /** Returns the decoded text, or null where a triplet is cut short or the octets are not UTF-8. */
  static String decode(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    ByteBuffer decoded = ByteBuffer.allocate(encoded.length);
    for (int i = 0; i < encoded.length; i++) {
      if (encoded[i] != '%') {
        decoded.put(encoded[i]);
        continue;
      }
      int high = i + 2 < encoded.length ? Character.digit(encoded[i + 1], 16) : -1;
      int low = high < 0 ? -1 : Character.digit(encoded[i + 2], 16);
      if (low < 0) {
        return null;
      }
      decoded.put((byte) (high << 4 | low));
      i += 2;
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(decoded.flip()).toString();
    } catch (CharacterCodingException malformed) {
      return null;
    }
  }
}
