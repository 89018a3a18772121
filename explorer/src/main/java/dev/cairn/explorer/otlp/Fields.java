// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.otlp;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;

/** Walks over a message of protobuf without making objects of it. */
final class Fields {
  private static final int LENGTH_DELIMITED = 2;

  private Fields() {}

  /** Takes a field that has a length, from where it stands. */
  interface Taker {
    void take(int from, int to) throws IOException;
  }

  /** Gives the messages in a field of the message that stands there. */
  static void each(byte[] octets, int from, int to, int field, Taker taker) throws IOException {
    CodedInputStream in = CodedInputStream.newInstance(octets, from, to - from);
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (tag == (field << 3 | LENGTH_DELIMITED)) {
        int length = in.readRawVarint32();
        int start = from + in.getTotalBytesRead();
        in.skipRawBytes(length);
        taker.take(start, start + length);
      } else {
        skip(in, tag);
      }
    }
  }

  static void skip(CodedInputStream in, int tag) throws IOException {
    if (!in.skipField(tag)) {
      throw new InvalidProtocolBufferException("a group ends that has not begun");
    }
  }
}
