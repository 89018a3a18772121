// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.otlp;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;

/** Unpacks what gzip packed, and no more than may come in unpacked. */
final class Gunzip {
  private Gunzip() {}

  static byte[] unpack(byte[] packed, int maxBytes) {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      byte[] plain = in.readNBytes(maxBytes);
      if (in.read() >= 0) {
        throw Refused.tooLarge();
      }
      return plain;
    } catch (IOException notGzip) {
      throw new Refused(Refused.Reason.MALFORMED, "the batch is not gzip: " + notGzip.getMessage());
    }
  }
}
