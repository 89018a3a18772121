// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.http;

import dev.cairn.Cairn;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * The translator of servlet containers. A container runs one request through its filters more than
 * once, on several threads: it is known again by an attribute, since the objects are used again for
 * other requests.
 */
final class ServletFilter implements Filter {
  private static final String CALL = "dev.cairn.http.call";

  private final Cairn cairn;
  private final HttpServerHandler handler;

  ServletFilter(Cairn cairn, HttpServerHandler handler) {
    this.cairn = cairn;
    this.handler = handler;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    ServerCall call = ServerCall.NONE;
    boolean first = false;
    if (request instanceof HttpServletRequest http && response instanceof HttpServletResponse) {
      call = earlier(http);
      first = call == ServerCall.NONE && begins(http);
      if (first) {
        call = begin(http);
      }
    }
    if (call == ServerCall.NONE || call == ServerCall.in(Context.current())) {
      chain.doFilter(request, response);
      return;
    }
    Scope scope = call.enter();
    try {
      chain.doFilter(request, response);
    } catch (Throwable failure) {
      call.failed(ServletCompletion.cause(failure));
      throw failure;
    } finally {
      call.leave(scope);
      if (first) {
        end(call, (HttpServletRequest) request, (HttpServletResponse) response);
      }
    }
  }

  /** An error page, or what is dispatched asynchronously, of a request that nobody began. */
  private static boolean begins(HttpServletRequest request) {
    DispatcherType type = request.getDispatcherType();
    return type != DispatcherType.ERROR && type != DispatcherType.ASYNC;
  }

  private ServerCall earlier(HttpServletRequest request) {
    try {
      return request.getAttribute(CALL) instanceof ServerCall call ? call : ServerCall.NONE;
    } catch (Throwable fault) {
      cairn.caught("http.server.attribute", fault);
      return ServerCall.NONE;
    }
  }

  private ServerCall begin(HttpServletRequest request) {
    ServerCall call = handler.start(new ServletServerRequest(request));
    try {
      if (call != ServerCall.NONE) {
        request.setAttribute(CALL, call);
      }
    } catch (Throwable fault) {
      cairn.caught("http.server.attribute", fault);
    }
    return call;
  }

  private void end(ServerCall call, HttpServletRequest request, HttpServletResponse response) {
    ServletCompletion completion = new ServletCompletion(cairn, call, response);
    try {
      if (request.isAsyncStarted()) {
        request.getAsyncContext().addListener(completion);
        return;
      }
    } catch (Throwable fault) {
      cairn.caught("http.server.async", fault);
    }
    completion.end();
  }
}
