// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.otlp;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.RequestHeaders;

/** How a batch comes in, and its answer goes out. */
interface Wire {
  /** Fills the message with what a request carries. Throws {@link Refused}. */
  void read(AggregatedHttpRequest request, Message.Builder message)
      throws InvalidProtocolBufferException;

  HttpResponse accepted(RequestHeaders request, Message response)
      throws InvalidProtocolBufferException;

  HttpResponse refused(RequestHeaders request, Refused why);
}
