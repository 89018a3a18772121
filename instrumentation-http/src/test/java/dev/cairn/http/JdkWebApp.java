// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.http;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.cairn.contract.WebApp;
import io.opentelemetry.context.Scope;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** Serves an application of the contract tests with the JDK's server. */
final class JdkWebApp implements WebApp.Server {
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;
  final HttpContext context;

  JdkWebApp(String path, HttpHandler handler, List<Filter> filters) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    server.setExecutor(threads);
    context = server.createContext(path, handler);
    context.getFilters().addAll(filters);
    server.start();
  }

  @Override
  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  static HttpHandler handler(WebApp application) {
    return exchange -> {
      application.handle(new Exchange(exchange));
      exchange.close();
    };
  }

  /** What another instrumentation would put before ours. */
  static Filter around(Supplier<Scope> outer) {
    return new Filter() {
      @Override
      @SuppressWarnings("try") // a scope is there to be closed
      public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
        try (Scope scope = outer.get()) {
          chain.doFilter(exchange);
        }
      }

      @Override
      public String description() {
        return "outer";
      }
    };
  }

  private record Exchange(HttpExchange exchange) implements WebApp.Exchange {
    @Override
    public String method() {
      return exchange.getRequestMethod();
    }

    @Override
    public String path() {
      return exchange.getRequestURI().getRawPath();
    }

    @Override
    public InputStream body() {
      return exchange.getRequestBody();
    }

    @Override
    public void header(String name, String value) {
      exchange.getResponseHeaders().add(name, value);
    }

    @Override
    public OutputStream respond(int status, long length) throws IOException {
      exchange.sendResponseHeaders(status, length);
      return exchange.getResponseBody();
    }
  }
}
