// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.otlp;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.GZIPInputStream;

/** Unpacks what gzip packed, and no more than may come in unpacked. */
final class Gunzip {
  private Gunzip() {}

  /** Unpacks what stands in an array. */
  static ByteBuffer unpack(ByteBuffer packed, int maxBytes) {
    ByteArrayInputStream octets =
        new ByteArrayInputStream(
            packed.array(), packed.arrayOffset() + packed.position(), packed.remaining());
    try (GZIPInputStream in = new GZIPInputStream(octets)) {
      byte[] plain = in.readNBytes(maxBytes);
      if (in.read() >= 0) {
        throw Refused.tooLarge();
      }
      return ByteBuffer.wrap(plain);
    } catch (IOException notGzip) {
      throw new Refused(Refused.Reason.MALFORMED, "the batch is not gzip: " + notGzip.getMessage());
    }
  }
}
