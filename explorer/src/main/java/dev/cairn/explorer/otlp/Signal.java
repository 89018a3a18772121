// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.otlp;

import com.google.protobuf.Message;
import java.io.IOException;
import java.nio.ByteBuffer;

/** One of OTLP's signals, on its way into the store. */
interface Signal {
  /** Returns an empty export request. */
  Message.Builder newRequest();

  /**
   * Takes an export request in, which stands in an array, and returns the response to it. May
   * block.
   *
   * @throws com.google.protobuf.InvalidProtocolBufferException where it is none
   */
  Message accept(ByteBuffer request) throws IOException;
}
