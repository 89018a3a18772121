// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.Cairn;
import dev.cairn.CairnAttributes;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a decorated HTTP server says of requests that fail, and of whose they were. */
@Timeout(30)
public abstract class HttpErrorContract {
  private static final String NAME = "POST /photos/{id}";

  /** Of a gateway that knows the request, and not the user. */
  private static final String ORIGIN =
      "cairn.origin=00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01,"
          + "cairn.request=POST%20/uploads,cairn.service=gateway";

  /** Receives what is exported. */
  @RegisterExtension protected final Telemetry telemetry = new Telemetry();

  private WebApp.Server server;

  /** Starts a server on a random port of loopback that serves the application at {@code /}. */
  protected abstract WebApp.Server serve(Listener listener, WebApp application) throws Exception;

  @AfterEach
  final void stop() {
    server.close();
  }

  private Cairn cairn() {
    return Cairn.builder(telemetry.openTelemetry()).service("photo-api").build();
  }

  private static Listener asAda(Listener listener) {
    return listener.who((header, origin) -> origin.withUser("ada", "acme"));
  }

  /**
   * Sends a request, which may be answered in any way or not at all, and returns the server's span.
   * Not a GET: that would be resent.
   */
  private SpanData failing(Listener listener, WebApp application) throws Exception {
    server = serve(listener, application);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/photos/1"))
            .POST(BodyPublishers.ofString(""))
            .header("baggage", ORIGIN)
            .build();
    CompletableFuture<?> answer =
        HttpClient.newHttpClient().sendAsync(request, BodyHandlers.discarding());
    telemetry.await(NAME);
    answer.cancel(true);
    return telemetry.span(NAME);
  }

  private static <T> T attribute(SpanData span, AttributeKey<T> key) {
    return span.getAttributes().get(key);
  }

  private static void assertAdas(SpanData span) {
    assertThat(attribute(span, CairnAttributes.USER_ID)).isEqualTo("ada");
    assertThat(attribute(span, CairnAttributes.TENANT_ID)).isEqualTo("acme");
  }

  private static void assertFailed(SpanData span, Class<? extends Throwable> type) {
    assertThat(span.getStatus()).isEqualTo(StatusData.error());
    assertThat(attribute(span, CairnAttributes.ERROR_TYPE)).isEqualTo(type.getName());
    assertThat(span.getEvents()).hasSize(1);
    EventData event = span.getEvents().get(0);
    assertThat(event.getName()).isEqualTo("exception");
    assertThat(event.getAttributes().get(CairnAttributes.EXCEPTION_TYPE)).isEqualTo(type.getName());
    assertThat(event.getAttributes().get(CairnAttributes.EXCEPTION_MESSAGE))
        .isEqualTo("on purpose");
  }

  @Test
  void exceptionBeforeAuthentication_isRecorded_asNobodys() throws Exception {
    SpanData span =
        failing(
            Listener.edge(cairn()),
            exchange -> {
              throw new IllegalStateException("on purpose");
            });

    assertFailed(span, IllegalStateException.class);
    assertThat(attribute(span, CairnAttributes.ORIGIN_REQUEST)).isEqualTo(NAME);
    assertThat(attribute(span, CairnAttributes.USER_ID)).isNull();
  }

  @Test
  void exceptionOfAuthentication_isOnTheSpan_andTheRequestGoesOn() throws Exception {
    AtomicInteger served = new AtomicInteger();
    SpanData span =
        failing(
            Listener.edge(cairn())
                .who(
                    (header, origin) -> {
                      throw new IllegalStateException("on purpose");
                    }),
            exchange -> {
              served.incrementAndGet();
              exchange.respond(204, -1).close();
            });

    assertThat(served).hasValue(1);
    assertThat(span.getStatus()).as("the request went well").isEqualTo(StatusData.unset());
    assertThat(span.getEvents()).hasSize(1);
    assertThat(span.getEvents().get(0).getAttributes().get(CairnAttributes.EXCEPTION_TYPE))
        .isEqualTo("java.lang.IllegalStateException");
    assertThat(attribute(span, CairnAttributes.USER_ID)).isNull();
  }

  @Test
  void exceptionAfterAuthentication_namesItsUser() throws Exception {
    SpanData span =
        failing(
            asAda(Listener.edge(cairn())),
            exchange -> {
              throw new IOException("on purpose");
            });

    assertFailed(span, IOException.class);
    assertAdas(span);
  }

  @Test
  void errorOfTheVirtualMachine_namesItsUser() throws Exception {
    SpanData span =
        failing(
            asAda(Listener.edge(cairn())),
            exchange -> {
              throw new StackOverflowError("on purpose");
            });

    assertFailed(span, StackOverflowError.class);
    assertAdas(span);
  }

  @Test
  @SuppressWarnings("try") // a scope is there to be closed
  void exceptionAfterLateAuthentication_namesItsUser() throws Exception {
    Cairn cairn = cairn();
    SpanData span =
        failing(
            Listener.edge(cairn),
            exchange -> {
              try (Scope scope = cairn.identify("ada", "acme")) {
                throw new IllegalStateException("on purpose");
              }
            });

    assertFailed(span, IllegalStateException.class);
    assertAdas(span);
  }

  @Test
  void exceptionAfterTheAnswer_isAnErrorAllTheSame() throws Exception {
    SpanData span =
        failing(
            asAda(Listener.edge(cairn())),
            exchange -> {
              exchange.respond(204, -1).close();
              throw new IllegalStateException("on purpose");
            });

    assertFailed(span, IllegalStateException.class);
    assertThat(attribute(span, CairnAttributes.HTTP_RESPONSE_STATUS_CODE)).isEqualTo(204);
    assertAdas(span);
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 503, 599})
  void serverError_namesItsUser(int status) throws Exception {
    SpanData span =
        failing(asAda(Listener.edge(cairn())), exchange -> exchange.respond(status, -1).close());

    assertThat(span.getStatus()).isEqualTo(StatusData.error());
    assertThat(attribute(span, CairnAttributes.ERROR_TYPE)).isEqualTo(Integer.toString(status));
    assertThat(attribute(span, CairnAttributes.HTTP_RESPONSE_STATUS_CODE)).isEqualTo(status);
    assertAdas(span);
  }

  @Test
  @SuppressWarnings("try") // a scope is there to be closed
  void lateUser_isOnTheSpanOfAService_thatDidNotBeginTheRequest() throws Exception {
    Cairn cairn = cairn();
    SpanData span =
        failing(
            Listener.edge(cairn).trust(Listener.Trust.INTERNAL),
            exchange -> {
              var deep = telemetry.openTelemetry().getTracer("app").spanBuilder("deep").startSpan();
              try (Scope inner = deep.makeCurrent();
                  Scope scope = cairn.identify("ada", "acme")) {
                exchange.respond(500, -1).close();
              } finally {
                deep.end();
              }
            });

    assertThat(attribute(span, CairnAttributes.ORIGIN_SERVICE)).isEqualTo("gateway");
    assertThat(span.getStatus()).isEqualTo(StatusData.error());
    assertAdas(span);
    assertAdas(telemetry.span("deep"));
  }
}
