// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import dev.cairn.Cairn;
import dev.cairn.CairnAttributes;
import dev.cairn.Origin;
import dev.cairn.contract.Telemetry;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.Principal;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.catalina.authenticator.BasicAuthenticator;
import org.apache.catalina.realm.GenericPrincipal;
import org.apache.catalina.realm.RealmBase;
import org.apache.tomcat.util.descriptor.web.ErrorPage;
import org.apache.tomcat.util.descriptor.web.LoginConfig;
import org.apache.tomcat.util.descriptor.web.SecurityCollection;
import org.apache.tomcat.util.descriptor.web.SecurityConstraint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is peculiar to servlet containers: one request, dispatched more than once. */
@Timeout(30)
class ServletFilterTest {
  private static final String[] ALL = {"REQUEST", "FORWARD", "INCLUDE", "ASYNC", "ERROR"};

  @RegisterExtension final Telemetry telemetry = new Telemetry();
  private final List<Origin> seen = new CopyOnWriteArrayList<>();
  private final CountDownLatch release = new CountDownLatch(1);
  private TomcatWebApp server;

  /** Notes the origin, and answers nothing. */
  private final TomcatWebApp.Service application =
      (request, response) -> {
        seen.add(Origin.current());
        response.setStatus(204);
      };

  @AfterEach
  void stop() {
    release.countDown();
    server.close();
  }

  private Cairn cairn() {
    return Cairn.create(telemetry.openTelemetry());
  }

  private CairnServlet asAda() {
    return CairnServlet.builder(cairn())
        .resolver((request, origin) -> origin.withUser("ada", "acme"))
        .build();
  }

  private TomcatWebApp app(String pattern, TomcatWebApp.Service service) {
    server = new TomcatWebApp("").servlet(pattern, TomcatWebApp.servlet(service));
    return server;
  }

  private int get(String path, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return HttpClient.newHttpClient().send(request.build(), BodyHandlers.discarding()).statusCode();
  }

  private SpanData span() {
    telemetry.awaitSpans(1);
    assertThat(telemetry.spans()).hasSize(1);
    return telemetry.spans().get(0);
  }

  private static Long status(SpanData span) {
    return span.getAttributes().get(CairnAttributes.HTTP_RESPONSE_STATUS_CODE);
  }

  // Names

  @ParameterizedTest
  @CsvSource({
    "/albums/*, /shop/albums/7, GET /shop/albums/*",
    "/albums, /shop/albums, GET /shop/albums",
    "/, /shop/ada@example.com, GET /shop/",
    "'', /shop/, GET /shop/",
    "*.do, /shop/ada.do, GET /shop*.do"
  })
  void pathWithoutRoute_goesByTheMappingOfItsServlet(String pattern, String path, String name)
      throws Exception {
    server =
        new TomcatWebApp("/shop")
            .servlet(pattern, TomcatWebApp.servlet(application))
            .filter(CairnServlet.create(cairn()).filter())
            .start();
    get(path);
    assertThat(span().getName()).isEqualTo(name);
    assertThat(seen.get(0).request()).isEqualTo(name);
  }

  @Test
  void idOfASession_isNotRecorded() throws Exception {
    app("/", application).filter(CairnServlet.create(cairn()).filter()).start();
    get("/photos;jsessionid=0123456789ABCDEF");
    assertThat(span().getAttributes().get(CairnAttributes.URL_PATH)).isEqualTo("/photos");
  }

  // Who

  @Test
  void principalOfTheContainer_isKnownToTheResolver() throws Exception {
    app("/", application)
        .filter(
            CairnServlet.builder(cairn())
                .resolver((request, origin) -> origin.withUser(request.principalName(), null))
                .build()
                .filter());
    authenticate();
    server.start();
    String basic = Base64.getEncoder().encodeToString("ada:right".getBytes());
    assertThat(get("/", "authorization", "Basic " + basic)).isEqualTo(204);
    assertThat(span().getAttributes().get(CairnAttributes.USER_ID)).isEqualTo("ada");
    assertThat(seen.get(0).user()).isEqualTo("ada");
  }

  private void authenticate() {
    SecurityCollection everything = new SecurityCollection();
    everything.addPattern("/*");
    SecurityConstraint constraint = new SecurityConstraint();
    constraint.addCollection(everything);
    constraint.addAuthRole("*");
    constraint.setAuthConstraint(true);
    server.context.addConstraint(constraint);
    server.context.addSecurityRole("user");
    server.context.setLoginConfig(new LoginConfig("BASIC", "here", null, null));
    server.context.getPipeline().addValve(new BasicAuthenticator());
    server.context.setRealm(
        new RealmBase() {
          @Override
          protected String getPassword(String user) {
            return "right";
          }

          @Override
          protected Principal getPrincipal(String user) {
            return new GenericPrincipal(user, List.of("user"));
          }
        });
  }

  @Test
  void resolver_seesTheRequestOfTheContainer() throws Exception {
    Filter session =
        (request, response, chain) -> {
          request.setAttribute("who", "ada");
          chain.doFilter(request, response);
        };
    OriginResolver resolver =
        (request, origin) -> {
          assertThat(request.unwrap(HttpExchange.class)).isNull();
          HttpServletRequest own = request.unwrap(HttpServletRequest.class);
          return origin.withUser((String) own.getAttribute("who"), null);
        };
    app("/", application)
        .filter(session)
        .filter(CairnServlet.builder(cairn()).resolver(resolver).build().filter())
        .start();
    get("/");
    assertThat(span().getAttributes().get(CairnAttributes.USER_ID)).isEqualTo("ada");
  }

  @Test
  void userKnownFurtherDownTheChain_isOnTheSpan() throws Exception {
    Cairn cairn = cairn();
    Filter security =
        (request, response, chain) -> {
          try (Scope scope = cairn.identify("ada", "acme")) {
            chain.doFilter(request, response);
          }
        };
    app("/", application).filter(CairnServlet.create(cairn).filter()).filter(security).start();
    get("/");
    assertThat(span().getAttributes().get(CairnAttributes.USER_ID)).isEqualTo("ada");
    assertThat(seen.get(0).user()).isEqualTo("ada");
  }

  @Test
  void filterAddedTwice_actsOnce() throws Exception {
    app("/", application).filter(asAda().filter(), ALL).filter(asAda().filter(), ALL).start();
    get("/");
    assertThat(span().getAttributes().get(CairnAttributes.USER_ID)).isEqualTo("ada");
  }

  // What the chain throws

  @Test
  void exceptionOfTheChain_reachesOuterFiltersUnchanged() throws Exception {
    ServletException thrown = new ServletException(new IOException("on purpose"));
    AtomicReference<Throwable> caught = new AtomicReference<>();
    Filter catching =
        (request, response, chain) -> {
          try {
            chain.doFilter(request, response);
          } catch (Throwable failure) {
            caught.set(failure);
            throw failure;
          }
        };
    app(
            "/",
            (request, response) -> {
              throw thrown;
            })
        .filter(catching)
        .filter(asAda().filter())
        .start();
    assertThat(get("/")).isEqualTo(500);
    assertThat(caught.get()).isSameAs(thrown);
    SpanData span = span();
    assertThat(status(span)).isEqualTo(500);
    assertThat(span.getAttributes().get(CairnAttributes.ERROR_TYPE))
        .isEqualTo("java.io.IOException");
    assertThat(span.getEvents()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/refused", "/broken"})
  void errorPage_isTheSameRequest(String path) throws Exception {
    app(
            "/*",
            (request, response) -> {
              if (path.equals("/broken")) {
                throw new IllegalStateException("on purpose");
              }
              response.sendError(503);
            })
        .servlet("/error", TomcatWebApp.servlet(this::errorPage))
        .filter(asAda().filter(), "REQUEST", "ERROR");
    ErrorPage page = new ErrorPage();
    page.setLocation("/error");
    server.context.addErrorPage(page);
    server.start();
    int status = path.equals("/broken") ? 500 : 503;
    assertThat(get(path)).isEqualTo(status);
    SpanData span = span();
    assertThat(span.getName()).isEqualTo("GET /*");
    assertThat(status(span)).isEqualTo(status);
    assertThat(span.getStatus()).isEqualTo(StatusData.error());
    assertThat(seen).hasSize(1);
    assertThat(seen.get(0).user()).isEqualTo("ada");
    assertThat(seen.get(0).spanContext()).isEqualTo(span.getSpanContext());
  }

  /** The container turns it away before all filters. */
  @Test
  void errorPageOfARequestThatNobodyBegan_beginsNothing() throws Exception {
    app("/*", application)
        .servlet("/error", TomcatWebApp.servlet(this::errorPage))
        .filter(asAda().filter(), ALL);
    ErrorPage page = new ErrorPage();
    page.setLocation("/error");
    server.context.addErrorPage(page);
    authenticate();
    server.start();
    assertThat(get("/")).isEqualTo(401);
    assertThat(seen).containsExactly(Origin.none());
    assertThat(telemetry.spans()).isEmpty();
  }

  private void errorPage(HttpServletRequest request, HttpServletResponse page) throws IOException {
    seen.add(Origin.current());
    page.getWriter().write("sorry");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void forwardOrInclude_isTheSameRequest(boolean forward) throws Exception {
    app(
            "/*",
            (request, response) -> {
              var other = request.getRequestDispatcher("/other");
              if (forward) {
                other.forward(request, response);
              } else {
                other.include(request, response);
              }
            })
        .servlet("/other", TomcatWebApp.servlet(application))
        .filter(asAda().filter(), ALL)
        .start();
    get("/");
    assertThat(span().getName()).isEqualTo("GET /*");
    assertThat(seen.get(0).user()).isEqualTo("ada");
  }

  // Asynchronous requests

  @Test
  void asynchronousRequest_hasASpanUpToItsAnswer() throws Exception {
    app(
            "/",
            (request, response) -> {
              AsyncContext later = request.startAsync();
              new Thread(
                      Context.current()
                          .wrap(
                              () -> {
                                await(release);
                                seen.add(Origin.current());
                                response.setStatus(202);
                                later.complete();
                              }))
                  .start();
            })
        .filter(asAda().filter())
        .start();
    Thread caller =
        new Thread(
            () -> {
              try {
                get("/");
              } catch (Exception failed) {
                throw new IllegalStateException(failed);
              }
            });
    caller.start();
    assertThat(telemetry.spans()).isEmpty();
    release.countDown();
    SpanData span = span();
    caller.join();
    assertThat(status(span)).isEqualTo(202);
    assertThat(seen.get(0).user()).isEqualTo("ada");
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  /** Goes asynchronous twice, and is answered by the third dispatch. */
  @ParameterizedTest
  @ValueSource(strings = {"REQUEST", "REQUEST ASYNC"})
  void asynchronousDispatch_isTheSameRequest(String mapping) throws Exception {
    boolean mapped = mapping.contains("ASYNC");
    app(
            "/",
            (request, response) -> {
              seen.add(Origin.current());
              if (seen.size() < 3) {
                request.startAsync().dispatch();
              } else {
                response.setStatus(202);
              }
            })
        .filter(asAda().filter(), mapping.split(" "))
        .start();
    assertThat(get("/")).isEqualTo(202);
    SpanData span = span();
    assertThat(status(span)).isEqualTo(202);
    assertThat(seen)
        .extracting(Origin::user)
        .containsExactly("ada", mapped ? "ada" : null, mapped ? "ada" : null);
  }

  @ParameterizedTest
  @ValueSource(strings = {"REQUEST", "REQUEST ASYNC ERROR"})
  void exceptionOfAnAsynchronousDispatch_isRecorded(String mapping) throws Exception {
    app(
            "/",
            (request, response) -> {
              if (request.isAsyncStarted() || request.getAttribute("again") != null) {
                throw new IllegalStateException("on purpose");
              }
              request.setAttribute("again", true);
              request.startAsync().dispatch();
            })
        .filter(asAda().filter(), mapping.split(" "))
        .start();
    assertThat(get("/")).isEqualTo(500);
    SpanData span = span();
    assertThat(status(span)).isEqualTo(500);
    assertThat(span.getAttributes().get(CairnAttributes.ERROR_TYPE))
        .isEqualTo("java.lang.IllegalStateException");
    assertThat(span.getAttributes().get(CairnAttributes.USER_ID)).isEqualTo("ada");
  }

  @Test
  void asynchronousRequestWhoseTimeIsUp_endsItsSpan() throws Exception {
    app("/", (request, response) -> request.startAsync().setTimeout(1))
        .filter(asAda().filter())
        .start();
    assertThat(get("/")).isEqualTo(500);
    SpanData span = span();
    assertThat(status(span)).isEqualTo(500);
    assertThat(span.getStatus()).isEqualTo(StatusData.error());
  }

  // Settings

  @Test
  void contradictorySettings_areRefused() throws Exception {
    app("/", application).start();
    CairnServlet.Builder builder = CairnServlet.builder(cairn()).internal().restartTraces();
    assertThatThrownBy(builder::build)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("restartTraces");
  }
}
