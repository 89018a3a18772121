// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.otlp;

import com.google.protobuf.MessageLite;
import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpResponse;

/** How a message travels: the two transports of OTLP. */
interface Wire {
  /** Returns the message a request carries, unpacked. Throws {@link Refused}. */
  byte[] message(AggregatedHttpRequest request);

  HttpResponse accepted(MessageLite response);

  HttpResponse refused(Refused why);
}
