// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.http;

import java.util.List;

/** What {@link HttpClientHandler} reads of any client library's request. */
interface ClientRequest {
  String method();

  /** Returns the whole URL as the application gave it, credentials and query included. */
  String url();

  String scheme();

  /** Returns the host, or null where there is none. */
  String host();

  /** Returns the port, or -1 for that of the scheme. */
  int port();

  /** Returns all values of a header that the application set; empty where there is none. */
  List<String> headers(String name);
}
