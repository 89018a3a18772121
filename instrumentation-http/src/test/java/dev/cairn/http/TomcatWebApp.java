// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.http;

import dev.cairn.contract.WebApp;
import io.opentelemetry.context.Scope;
import jakarta.servlet.Filter;
import jakarta.servlet.GenericServlet;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.Wrapper;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.buf.EncodedSolidusHandling;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;

/** Serves with Tomcat: an application of the contract tests, or servlets. */
final class TomcatWebApp implements WebApp.Server {
  /** What servlets throw on purpose is not logged. */
  private static final Logger LOGGER = Logger.getLogger("org.apache.catalina.core");

  static {
    LOGGER.setLevel(Level.OFF);
  }

  private final Tomcat tomcat = new Tomcat();
  final Context context;

  /** Has no servlet yet, and is not started. */
  TomcatWebApp(String contextPath) {
    tomcat.setBaseDir("target/tomcat");
    tomcat.setSilent(true);
    Connector connector = new Connector();
    connector.setPort(0);
    connector.setProperty("address", "127.0.0.1");
    connector.setProperty("minSpareThreads", "1");
    connector.setEncodedSolidusHandling(EncodedSolidusHandling.PASS_THROUGH.getValue());
    tomcat.setConnector(connector);
    context = tomcat.addContext(contextPath, null);
    StandardContext searching = (StandardContext) context; // for leaks, in vain without a module
    searching.setClearReferencesThreadLocals(false);
    searching.setClearReferencesRmiTargets(false);
  }

  TomcatWebApp servlet(String pattern, Servlet servlet) {
    String name = "servlet " + pattern;
    Wrapper wrapper = Tomcat.addServlet(context, name, servlet);
    wrapper.setAsyncSupported(true);
    wrapper.addMapping(pattern);
    return this;
  }

  /** Adds a filter behind those that are there. */
  TomcatWebApp filter(Filter filter, String... dispatcherTypes) {
    FilterDef definition = new FilterDef();
    definition.setFilterName("filter " + context.findFilterDefs().length);
    definition.setFilter(filter);
    definition.setAsyncSupported("true");
    context.addFilterDef(definition);
    FilterMap mapping = new FilterMap();
    mapping.setFilterName(definition.getFilterName());
    mapping.addURLPattern("/*");
    List.of(dispatcherTypes).forEach(mapping::setDispatcher);
    context.addFilterMap(mapping);
    return this;
  }

  TomcatWebApp start() {
    try {
      tomcat.start();
      return this;
    } catch (LifecycleException failed) {
      throw new IllegalStateException(failed);
    }
  }

  @Override
  public int port() {
    return tomcat.getConnector().getLocalPort();
  }

  @Override
  public void close() {
    try {
      tomcat.stop();
      tomcat.destroy();
    } catch (LifecycleException failed) {
      throw new IllegalStateException(failed);
    }
  }

  /** A servlet in a lambda. */
  @FunctionalInterface
  interface Service {
    void service(HttpServletRequest request, HttpServletResponse response)
        throws IOException, ServletException;
  }

  static Servlet servlet(Service service) {
    return new GenericServlet() {
      @Override
      public void service(ServletRequest request, ServletResponse response)
          throws IOException, ServletException {
        service.service((HttpServletRequest) request, (HttpServletResponse) response);
      }
    };
  }

  static Servlet servlet(WebApp application) {
    return servlet((request, response) -> application.handle(new Exchange(request, response)));
  }

  /** What another instrumentation would put before ours. */
  static Filter around(Supplier<Scope> outer) {
    return (request, response, chain) -> {
      try (Scope scope = outer.get()) {
        chain.doFilter(request, response);
      }
    };
  }

  private record Exchange(HttpServletRequest request, HttpServletResponse response)
      implements WebApp.Exchange {
    @Override
    public String method() {
      return request.getMethod();
    }

    @Override
    public String path() {
      return request.getRequestURI();
    }

    @Override
    public InputStream body() {
      try {
        return request.getInputStream();
      } catch (IOException failed) {
        throw new IllegalStateException(failed);
      }
    }

    @Override
    public void header(String name, String value) {
      response.addHeader(name, value);
    }

    @Override
    public OutputStream respond(int status, long length) throws IOException {
      response.setStatus(status);
      if (length > 0) {
        response.setContentLengthLong(length);
      }
      response.flushBuffer();
      return response.getOutputStream();
    }
  }
}
