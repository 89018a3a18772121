// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.otlp;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The words that a batch says again and again, keys of attributes and names of spans: each is
 * decoded once.
 */
final class Names {
  /** Beyond so many different ones they are no words but values, and not worth remembering. */
  private static final int MAX = 1024;

  private final Name[] slots = new Name[4 * MAX];
  private int size;

  /** A text, and the same as the name of a field in JSON. */
  static final class Name {
    final String text;
    final SerializableString json;
    private final byte[] octets;

    private Name(byte[] octets) {
      this.octets = octets;
      text = new String(octets, StandardCharsets.UTF_8);
      json = new SerializedString(text);
    }
  }

  /** Returns the name that stands there, the same instance for the same octets. */
  Name of(byte[] octets, int from, int to) throws InvalidProtocolBufferException {
    int slot = hash(octets, from, to) & (slots.length - 1);
    while (slots[slot] != null) {
      byte[] known = slots[slot].octets;
      if (Arrays.equals(known, 0, known.length, octets, from, to)) {
        return slots[slot];
      }
      slot = (slot + 1) & (slots.length - 1);
    }
    requireUtf8(octets, from, to);
    Name name = new Name(Arrays.copyOfRange(octets, from, to));
    if (size < MAX) {
      slots[slot] = name;
      size++;
    }
    return name;
  }

  private static int hash(byte[] octets, int from, int to) {
    int hash = 0;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + octets[i];
    }
    return hash ^ (hash >>> 15);
  }

  /** As protobuf's own parser does, which refuses a message with anything else in a text. */
  static void requireUtf8(byte[] octets, int from, int to) throws InvalidProtocolBufferException {
    for (int i = from; i < to; i++) {
      if (octets[i] < 0) { // beyond ASCII
        if (!ByteString.copyFrom(octets, i, to - i).isValidUtf8()) {
          throw new InvalidProtocolBufferException("a text is not UTF-8");
        }
        return;
      }
    }
  }
}
