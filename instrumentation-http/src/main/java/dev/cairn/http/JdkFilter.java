// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.http;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.opentelemetry.context.Scope;
import java.io.IOException;

/**
 * The translator of the JDK's server. The exchange goes on as it is, never wrapped: the JDK's own
 * authentication casts it to its implementation.
 */
final class JdkFilter extends Filter {
  private final HttpServerHandler handler;

  JdkFilter(HttpServerHandler handler) {
    this.handler = handler;
  }

  @Override
  public String description() {
    return "Cairn: the origin of each request";
  }

  @Override
  public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
    boolean resolvesLater = exchange.getHttpContext().getHandler() instanceof JdkHandler;
    serve(handler.start(new JdkServerRequest(exchange, resolvesLater)), exchange, chain::doFilter);
  }

  static void serve(ServerCall call, HttpExchange exchange, HttpHandler application)
      throws IOException {
    Scope scope = call.enter();
    try {
      application.handle(exchange);
    } catch (Throwable failure) {
      call.failed(failure);
      throw failure;
    } finally {
      call.leave(scope);
      call.end(exchange.getResponseCode());
    }
  }
}
