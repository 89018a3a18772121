// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.http;

import java.net.URI;
import java.util.List;

/** What {@link HttpClientHandler} reads of any client library's request. */
interface ClientRequest {
  String method();

  URI uri();

  /** Returns all values of a header that the application set; empty where there is none. */
  List<String> headers(String name);
}
