// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.otlp;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.RequestHeaders;
import java.nio.ByteBuffer;

/** How a batch comes in, and its answer goes out. */
interface Wire {
  /** Returns the message that a request carries, in protobuf. Throws {@link Refused}. */
  ByteBuffer read(AggregatedHttpRequest request, Signal signal)
      throws InvalidProtocolBufferException;

  HttpResponse accepted(RequestHeaders request, Message response);

  HttpResponse refused(RequestHeaders request, Refused why);
}
