// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;

/** A request of a servlet container in Cairn's terms. */
record ServletServerRequest(HttpServletRequest request) implements ServerRequest {
  /** Put at the end of a path, by containers, for browsers without cookies: a credential. */
  private static final String SESSION = ";jsessionid=";

  @Override
  public String method() {
    return request.getMethod();
  }

  @Override
  public String path() {
    String path = request.getRequestURI();
    int session = path.indexOf(SESSION);
    return session < 0 ? path : path.substring(0, session);
  }

  @Override
  public String header(String name) {
    return request.getHeader(name);
  }

  @Override
  public List<String> headers(String name) {
    return Collections.list(request.getHeaders(name));
  }

  @Override
  public Iterable<String> headerNames() {
    return Collections.list(request.getHeaderNames());
  }

  @Override
  public String principalName() {
    return request.getUserPrincipal() == null ? null : request.getUserPrincipal().getName();
  }

  @Override
  public <T> T unwrap(Class<T> type) {
    return type.isInstance(request) ? type.cast(request) : null;
  }

  /** The pattern that the servlet is mapped to, {@code /} for the default one. */
  @Override
  public String route() {
    String pattern = request.getHttpServletMapping().getPattern();
    return request.getContextPath() + (pattern.isEmpty() ? "/" : pattern);
  }

  @Override
  public String scheme() {
    return request.getScheme();
  }

  @Override
  public String clientAddress() {
    return request.getRemoteAddr();
  }

  @Override
  public String protocolVersion() {
    String protocol = request.getProtocol();
    if (protocol == null || !protocol.startsWith("HTTP/")) {
      return null;
    }
    return protocol.equals("HTTP/2.0") ? "2" : protocol.substring(5);
  }

  @Override
  public boolean resolvesLater() {
    return false;
  }
}
