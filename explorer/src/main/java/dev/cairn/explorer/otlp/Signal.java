// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.otlp;

import com.google.protobuf.Message;

/**
 * One of OTLP's signals, on its way into the store.
 *
 * @param <Q> its export request
 */
interface Signal<Q extends Message.Builder> {
  /** Returns an empty export request. */
  Q newRequest();

  /** Takes an export request in and returns the response to it. May block. */
  Message accept(Q request);
}
