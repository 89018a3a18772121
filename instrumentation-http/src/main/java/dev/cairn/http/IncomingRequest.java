// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.http;

/**
 * What an {@link OriginResolver} may look at: a request as any HTTP server received it, before the
 * application's handler runs. Valid only while the resolver is called, on its thread.
 */
public interface IncomingRequest {
  /** Returns the method as the client sent it: {@code POST}. */
  String method();

  /** Returns the path as the client sent it: still percent-encoded, without the query. */
  String path();

  /**
   * Returns the first value of a header, or null where the request has none.
   *
   * @param name in any case
   */
  String header(String name);

  /** Returns the user name of the principal that the server has authenticated, or null. */
  String principalName();

  /**
   * Returns the server's own request, for what is not here: cookies, sessions, the principal
   * itself.
   *
   * <pre>{@code
   * request.unwrap(HttpServletRequest.class).getUserPrincipal()
   * }</pre>
   *
   * @return {@code com.sun.net.httpserver.HttpExchange} at the JDK's server, {@code
   *     jakarta.servlet.http.HttpServletRequest} at a servlet container, null where it is no {@code
   *     type}. The body is the application's to read.
   */
  <T> T unwrap(Class<T> type);
}
