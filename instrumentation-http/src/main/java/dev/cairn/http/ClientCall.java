// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.http;

import dev.cairn.Cairn;
import dev.cairn.CairnAttributes;
import dev.cairn.TelemetryWork;
import dev.cairn.http.ClientDurations.Exchange;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.ImplicitContextKeyed;
import io.opentelemetry.context.Scope;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** One request being sent. Ended once, by whichever thread comes first; no method throws. */
final class ClientCall implements ImplicitContextKeyed {
  /** A request that Cairn has nothing to do with. */
  static final ClientCall NONE = new ClientCall(null, null, null);

  private static final ContextKey<ClientCall> KEY = ContextKey.named("cairn-client-call");
  private static final int CLIENT_ERROR = 400;

  private final Cairn cairn;
  private final ClientHeaders headers;
  private final long startNanos = System.nanoTime();
  private final AtomicBoolean ended = new AtomicBoolean();
  private Context context;

  // Only where the span is our own:
  private volatile ClientDurations durations;
  private Span span;
  private String method;
  private String host;
  private long port;

  // Only where it is carried to hooks further down:
  private Object exchange;
  private HttpClientHandler unbegun;
  private ClientRequest request;
  private volatile Throwable abandoned;

  ClientCall(Cairn cairn, ClientHeaders headers, Context context) {
    this.cairn = cairn;
    this.headers = headers;
    this.context = context;
  }

  /**
   * Returns the call that the current context carries for this exchange, or {@link #NONE}: also
   * where it carries another, whose hooks make this one.
   */
  static ClientCall carried(Object exchange) {
    ClientCall call = Context.current().get(KEY);
    return call != null && call.isOf(exchange) ? call : NONE;
  }

  /** Returns whether the client library knows this call by that. */
  boolean isOf(Object known) {
    return known.equals(exchange);
  }

  void knownBy(Object known) {
    exchange = known;
  }

  @Override
  public Context storeInContext(Context other) {
    return other.with(KEY, this);
  }

  Context context() {
    return context;
  }

  void beginsBy(HttpClientHandler handler, ClientRequest asked) {
    unbegun = handler;
    request = asked;
  }

  /**
   * Begins the span of a call that was only taken up, from that time on, unless this runs within
   * the span of another instrumentation. Called again it does nothing.
   */
  void begin() {
    HttpClientHandler handler = takeUnbegun();
    if (handler == null || HttpClientHandler.isInSpanOfAClient(Context.current())) {
      return;
    }
    Instant now = Instant.now();
    long epochNanos = TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
    handler.begin(this, request, epochNanos - (System.nanoTime() - startNanos));
    if (abandoned != null) {
      failed(abandoned);
    }
  }

  /** By one of two threads: a call may be cancelled as it begins. */
  private synchronized HttpClientHandler takeUnbegun() {
    HttpClientHandler handler = unbegun;
    unbegun = null;
    return handler;
  }

  /** Makes the span our own to describe, measure and end. */
  void measure(ClientDurations measured, Span own, ClientRequest asked, String known) {
    span = own;
    method = known;
    try {
      if (own.getSpanContext().isValid()) {
        context = context.with(own);
      }
      host = ServerAttributes.withoutBrackets(asked.host());
      port = port(asked);
      if (!own.isRecording()) {
        return;
      }
      own.setAttribute(CairnAttributes.HTTP_REQUEST_METHOD, known);
      if (known.equals(HttpMethods.OTHER)) {
        own.setAttribute(CairnAttributes.HTTP_REQUEST_METHOD_ORIGINAL, asked.method());
      }
      own.setAttribute(CairnAttributes.URL_FULL, UrlRedaction.redact(asked.url()));
      own.setAttribute(CairnAttributes.SERVER_ADDRESS, host);
      own.setAttribute(CairnAttributes.SERVER_PORT, port);
    } catch (Throwable fault) {
      cairn.caught("http.client.describe", fault);
    } finally {
      durations = measured; // from here on another thread may end it
    }
  }

  private static long port(ClientRequest request) {
    if (request.port() >= 0) {
      return request.port();
    }
    return "https".equalsIgnoreCase(request.scheme()) ? 443 : 80;
  }

  /**
   * Returns what to set on a request, in place of headers of the same name.
   *
   * @param request the one that is sent: of a call that follows redirects, each
   */
  Map<String, String> headers(ClientRequest request) {
    if (this == NONE) {
      return Map.of();
    }
    try (TelemetryWork work = TelemetryWork.begin()) {
      return isOurs() ? headers.all(context, request) : headers.ofOrigin(context, request);
    } catch (Throwable fault) {
      cairn.caught("http.client.headers", fault);
      return Map.of();
    }
  }

  private boolean isOurs() {
    return durations != null;
  }

  /**
   * Makes the span current while the request is handed to the client; where it is another
   * instrumentation's, what that is to find there.
   */
  Scope enter(ClientRequest request) {
    if (this == NONE) {
      return Scope.noop();
    }
    try {
      return (isOurs() ? context : headers.withOrigin(Context.current(), request)).makeCurrent();
    } catch (Throwable fault) {
      cairn.caught("http.client.enter", fault);
      return Scope.noop();
    }
  }

  /** The same for one request of a call that is carried: our own span stays out of the context. */
  Scope enterHop(ClientRequest request) {
    return isOurs() ? Scope.noop() : enter(request);
  }

  /**
   * Makes the caller's context current with this call in it, for a translator's hook further down.
   * The span is not: what the client's other hooks call meanwhile stands beside this call.
   *
   * @param known by which the client library tells calls apart
   */
  Scope carry(Context caller, Object known) {
    exchange = known;
    try {
      return caller.with(this).makeCurrent();
    } catch (Throwable fault) {
      cairn.caught("http.client.enter", fault);
      return Scope.noop();
    }
  }

  void leave(Scope scope) {
    if (this == NONE) {
      return;
    }
    try {
      scope.close();
    } catch (Throwable fault) {
      cairn.caught("http.client.leave", fault);
    }
  }

  /**
   * Ends the call as answered.
   *
   * @param protocol {@code 1.1}, {@code 2} and the like, or null
   */
  void answered(int status, String protocol) {
    end(status, protocol, null);
  }

  /** Ends the call as failed, or as cancelled. */
  void failed(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    end(0, null, cause);
  }

  private void end(int status, String protocol, Throwable failure) {
    if (this == NONE) {
      return;
    }
    begin();
    abandoned = failure; // where it begins just now, on another thread, that thread ends it
    if (!isOurs() || !ended.compareAndSet(false, true)) {
      return;
    }
    String error =
        failure != null
            ? failure.getClass().getName()
            : status >= CLIENT_ERROR ? Integer.toString(status) : null;
    try (TelemetryWork work = TelemetryWork.begin()) {
      end(status, protocol, failure, error);
    }
  }

  private void end(int status, String protocol, Throwable failure, String error) {
    try {
      describeEnd(status, protocol, error);
      if (failure != null) {
        span.recordException(failure);
      }
    } catch (Throwable fault) {
      cairn.caught("http.client.describe", fault);
    }
    try {
      span.end();
    } catch (Throwable fault) {
      cairn.caught("http.client.end", fault);
    }
    try {
      record(status, protocol, error);
    } catch (Throwable fault) {
      cairn.caught("http.client.measure", fault);
    }
  }

  private void describeEnd(int status, String protocol, String error) {
    if (!span.isRecording()) {
      return;
    }
    if (status > 0) {
      span.setAttribute(CairnAttributes.HTTP_RESPONSE_STATUS_CODE, (long) status);
    }
    if (protocol != null) {
      span.setAttribute(CairnAttributes.NETWORK_PROTOCOL_VERSION, protocol);
    }
    if (error != null) {
      span.setStatus(StatusCode.ERROR);
      span.setAttribute(CairnAttributes.ERROR_TYPE, error);
    }
  }

  private void record(int status, String protocol, String error) {
    durations.record(
        startNanos, new Exchange(method, host, port, protocol, status, error), context);
  }
}
