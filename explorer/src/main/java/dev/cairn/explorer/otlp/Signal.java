// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.otlp;

import com.google.protobuf.Message;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;

/** One of OTLP's signals, on its way into the store. */
interface Signal {
  /** Returns an empty export request. */
  Message.Builder newRequest();

  /**
   * Takes an export request in, which stands in an array, and returns the response to it, which
   * comes when all that is kept of it is in the store.
   *
   * @throws com.google.protobuf.InvalidProtocolBufferException where it is none
   */
  CompletableFuture<? extends Message> accept(ByteBuffer request) throws IOException;
}
