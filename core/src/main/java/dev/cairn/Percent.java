// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Percent-encoding of UTF-8 as RFC 3986 section 2.1 defines it, with one set of characters left as
 * they are for each use.
 */
final class Percent {
  /** RFC 3986 section 2.3: unreserved. */
  static final boolean[] UNRESERVED = unreservedAnd("");

  /** A path: the slashes between segments stay. */
  static final boolean[] PATH = unreservedAnd("/");

  /**
   * Values of stamps and of baggage: nothing that either grammar, a header, a log line or a web
   * page gives a meaning of its own.
   */
  static final boolean[] VALUE = unreservedAnd("/:@{}");

  private static final char[] HEX = "0123456789ABCDEF".toCharArray();

  private Percent() {}

  private static boolean[] unreservedAnd(String more) {
    boolean[] kept = new boolean[128];
    Arrays.fill(kept, 'a', 'z' + 1, true);
    Arrays.fill(kept, 'A', 'Z' + 1, true);
    Arrays.fill(kept, '0', '9' + 1, true);
    ("-._~" + more).chars().forEach(c -> kept[c] = true);
    return kept;
  }

  private static boolean isKept(int c, boolean[] kept) {
    return c < kept.length && kept[c];
  }

  static String encode(String text, boolean[] kept) {
    int plain = 0;
    while (plain < text.length() && isKept(text.charAt(plain), kept)) {
      plain++;
    }
    if (plain == text.length()) {
      return text;
    }
    StringBuilder encoded = new StringBuilder(text.length() + 16).append(text, 0, plain);
    for (byte octet : text.substring(plain).getBytes(StandardCharsets.UTF_8)) {
      if (octet > 0 && isKept(octet, kept)) {
        encoded.append((char) octet);
      } else {
        encoded.append('%').append(HEX[(octet >> 4) & 0xF]).append(HEX[octet & 0xF]);
      }
    }
    return encoded.toString();
  }

  /**
   * Returns where text ends that was encoded with these characters kept: at the first one that is
   * neither kept nor of a triplet.
   *
   * @return -1 where {@link #decode} could not decode it
   */
  static int end(String text, int from, boolean[] kept) {
    boolean ascii = true;
    int at = from;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (isKept(c, kept)) {
        at++;
      } else if (c == '%') {
        if (at + 2 >= text.length()
            || !HexFormat.isHexDigit(text.charAt(at + 1))
            || !HexFormat.isHexDigit(text.charAt(at + 2))) {
          return -1;
        }
        ascii &= text.charAt(at + 1) < '8'; // else a part of a longer sequence
        at += 3;
      } else {
        break;
      }
    }
    return ascii || decode(text.substring(from, at)) != null ? at : -1;
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
