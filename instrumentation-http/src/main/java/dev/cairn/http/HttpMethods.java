// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.http;

import java.util.Set;

/**
 * Methods by names of low cardinality: a client may send any token as a method.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/semconv/http/http-spans/#common-attributes">
 *     http.request.method</a>
 */
final class HttpMethods {
  static final String OTHER = "_OTHER";

  /** RFC 9110 section 9 and RFC 5789. */
  private static final Set<String> KNOWN =
      Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH");

  private HttpMethods() {}

  /** Returns the method where it is a known one, else {@link #OTHER}. */
  static String known(String method) {
    return KNOWN.contains(method) ? method : OTHER;
  }

  /** Returns what a span's name says for a known method. */
  static String inName(String known) {
    return known.equals(OTHER) ? "HTTP" : known;
  }
}
