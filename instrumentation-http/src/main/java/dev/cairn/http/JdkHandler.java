// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.io.IOException;

/**
 * The application's handler behind the JDK's {@code Authenticator}, which runs after every filter:
 * only here is the principal known.
 */
final class JdkHandler implements HttpHandler {
  private final HttpServerHandler handler;
  private final HttpHandler application;

  JdkHandler(HttpServerHandler handler, HttpHandler application) {
    this.handler = handler;
    this.application = application;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    ServerCall running = ServerCall.in(Context.current());
    if (!running.isRunning()) {
      JdkFilter.serve(handler.start(new JdkServerRequest(exchange, false)), exchange, application);
      return;
    }
    running.resolve(new JdkServerRequest(exchange, false));
    Scope scope = running.reenter();
    try {
      application.handle(exchange);
    } finally {
      running.leave(scope);
    }
  }
}
