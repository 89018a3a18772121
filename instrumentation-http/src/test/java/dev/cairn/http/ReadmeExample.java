// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.http;

import static jakarta.servlet.DispatcherType.ASYNC;
import static jakarta.servlet.DispatcherType.ERROR;
import static jakarta.servlet.DispatcherType.REQUEST;

import com.sun.net.httpserver.Authenticator;
import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.cairn.Cairn;
import dev.cairn.Origin;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.context.Scope;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import java.io.Closeable;
import java.net.http.HttpClient;
import java.util.EnumSet;
import java.util.List;
import java.util.function.UnaryOperator;
import okhttp3.OkHttpClient;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;

/** The code blocks of README.md: see {@link ReadmeTest}. */
final class ReadmeExample {
  private ReadmeExample() {}

  static HttpClient both(
      OpenTelemetry openTelemetry, HttpServer server, HttpHandler photos, Sessions sessions) {
    // tag::both
    Cairn cairn = Cairn.builder(openTelemetry).service("photo-api").tell("*.internal").build();

    CairnHttpServer edge =
        CairnHttpServer.builder(cairn)
            .routes("/photos", "/photos/{id}")
            .resolver((request, origin) -> sessions.nameUser(request.header("cookie"), origin))
            .build();
    server.createContext("/", photos).getFilters().add(0, edge.filter());

    HttpClient client = CairnHttpClient.create(cairn).wrap(HttpClient.newHttpClient());
    // end::both
    return client;
  }

  static void servlet(Cairn cairn, ServletContext context) {
    // tag::servlet
    CairnServlet edge =
        CairnServlet.builder(cairn)
            .routes("/photos", "/photos/{id}")
            .resolver((request, origin) -> origin.withUser(request.principalName(), null))
            .build();
    FilterRegistration.Dynamic first = context.addFilter("cairn", edge.filter());
    first.setAsyncSupported(true);
    first.addMappingForUrlPatterns(EnumSet.of(REQUEST, ASYNC, ERROR), false, "/*");
    // end::servlet
  }

  static OkHttpClient okHttp(Cairn cairn) {
    // tag::okhttp
    OkHttpClient client = CairnOkHttp.create(cairn).wrap(new OkHttpClient());
    // end::okhttp
    return client;
  }

  static List<Closeable> apache(Cairn cairn) {
    // tag::apache
    CairnApacheHttpClient apache = CairnApacheHttpClient.create(cairn);
    CloseableHttpClient client = apache.decorate(HttpClients.custom()).build();
    CloseableHttpAsyncClient async = apache.decorate(HttpAsyncClients.custom()).build();
    // end::apache
    return List.of(client, async);
  }

  static void principal(
      Cairn cairn, HttpServer server, HttpHandler photos, Authenticator passwords) {
    // tag::principal
    CairnHttpServer edge =
        CairnHttpServer.builder(cairn)
            .resolver((request, origin) -> origin.withUser(request.principalName(), null))
            .build();
    HttpContext context = server.createContext("/", edge.handler(photos));
    context.getFilters().add(0, edge.filter());
    context.setAuthenticator(passwords);
    // end::principal
  }

  @SuppressWarnings("try") // a scope is there to be closed
  static void late(Cairn cairn, UnaryOperator<String> login, Runnable work) {
    // tag::late
    String user = login.apply("token");
    try (Scope scope = cairn.identify(user, "acme")) {
      work.run();
    }
    // end::late
  }

  static void internal(Cairn cairn, HttpServer server, HttpHandler albums) {
    // tag::internal
    CairnHttpServer internal = CairnHttpServer.builder(cairn).internal().build();
    server.createContext("/albums", albums).getFilters().add(0, internal.filter());
    // end::internal
  }

  /** An application's own. */
  interface Sessions {
    Origin nameUser(String cookie, Origin origin);
  }
}
