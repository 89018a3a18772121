// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsExchange;
import java.net.InetSocketAddress;
import java.util.List;

/** An exchange of the JDK's server in Cairn's terms. */
final class JdkServerRequest implements ServerRequest {
  private final HttpExchange exchange;
  private final boolean resolvesLater;

  JdkServerRequest(HttpExchange exchange, boolean resolvesLater) {
    this.exchange = exchange;
    this.resolvesLater = resolvesLater;
  }

  @Override
  public String method() {
    return exchange.getRequestMethod();
  }

  @Override
  public String path() {
    return exchange.getRequestURI().getRawPath();
  }

  @Override
  public String header(String name) {
    return exchange.getRequestHeaders().getFirst(name);
  }

  @Override
  public List<String> headers(String name) {
    List<String> values = exchange.getRequestHeaders().get(name);
    return values == null ? List.of() : values;
  }

  @Override
  public Iterable<String> headerNames() {
    return exchange.getRequestHeaders().keySet();
  }

  @Override
  public String principalName() {
    return exchange.getPrincipal() == null ? null : exchange.getPrincipal().getUsername();
  }

  @Override
  public <T> T unwrap(Class<T> type) {
    return type.isInstance(exchange) ? type.cast(exchange) : null;
  }

  @Override
  public String route() {
    return exchange.getHttpContext().getPath();
  }

  @Override
  public String scheme() {
    return exchange instanceof HttpsExchange ? "https" : "http";
  }

  @Override
  public String clientAddress() {
    InetSocketAddress peer = exchange.getRemoteAddress();
    return peer == null || peer.getAddress() == null ? null : peer.getAddress().getHostAddress();
  }

  @Override
  public String protocolVersion() {
    String protocol = exchange.getProtocol();
    return protocol != null && protocol.startsWith("HTTP/") ? protocol.substring(5) : null;
  }

  @Override
  public boolean resolvesLater() {
    return resolvesLater;
  }
}
