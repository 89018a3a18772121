// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.otlp;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;

/** One of OTLP's signals. */
interface Signal {
  /** Takes an export request in and returns the response to it. May block. */
  MessageLite accept(byte[] request) throws InvalidProtocolBufferException;
}
