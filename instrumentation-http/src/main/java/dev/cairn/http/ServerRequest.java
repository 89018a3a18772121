// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.http;

import java.util.List;

/** What {@link HttpServerHandler} reads of any server library's request. Nothing here throws. */
interface ServerRequest extends IncomingRequest {
  /** Returns all values of a header in the order received; empty where there is none. */
  List<String> headers(String name);

  Iterable<String> headerNames();

  /** Returns the template the server library itself matched the path to, or null. */
  String route();

  /** Returns {@code http} or {@code https}. */
  String scheme();

  /** Returns the address of the connection's other end, or null. */
  String clientAddress();

  /** Returns {@code 1.1}, {@code 2} and the like, or null. */
  String protocolVersion();

  /**
   * Returns whether {@link ServerCall#resolve} will be called once the server has authenticated.
   */
  boolean resolvesLater();
}
