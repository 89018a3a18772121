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
import io.opentelemetry.context.Scope;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;

/** One request being sent. Ended once, by whichever thread comes first; no method throws. */
final class ClientCall {
  /** A request that Cairn has nothing to do with. */
  static final ClientCall NONE = new ClientCall(null, null, Map.of());

  private static final int CLIENT_ERROR = 400;

  private final Cairn cairn;
  private final Context context;
  private final Map<String, String> headers;
  private final long startNanos = System.nanoTime();
  private final AtomicBoolean ended = new AtomicBoolean();

  // Only where the span is our own:
  private ClientDurations durations;
  private Span span;
  private String method;
  private URI uri;

  ClientCall(Cairn cairn, Context context, Map<String, String> headers) {
    this.cairn = cairn;
    this.context = context;
    this.headers = headers;
  }

  /** Makes the span our own to describe, measure and end. */
  void measure(ClientDurations measured, Span own, ClientRequest request, String known) {
    durations = measured;
    span = own;
    method = known;
    try {
      uri = request.uri();
      if (!own.isRecording()) {
        return;
      }
      own.setAttribute(CairnAttributes.HTTP_REQUEST_METHOD, known);
      if (known.equals(HttpMethods.OTHER)) {
        own.setAttribute(CairnAttributes.HTTP_REQUEST_METHOD_ORIGINAL, request.method());
      }
      own.setAttribute(CairnAttributes.URL_FULL, UrlRedaction.redact(uri));
      own.setAttribute(CairnAttributes.SERVER_ADDRESS, address());
      own.setAttribute(CairnAttributes.SERVER_PORT, port());
    } catch (Throwable fault) {
      cairn.caught("http.client.describe", fault);
    }
  }

  private String address() {
    return ServerAttributes.withoutBrackets(uri.getHost());
  }

  private long port() {
    if (uri.getPort() >= 0) {
      return uri.getPort();
    }
    return "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
  }

  /** Returns what to set on the request, in place of headers of the same name. */
  Map<String, String> headers() {
    return headers;
  }

  /** Makes the span current while the request is handed to the client. */
  Scope enter() {
    if (this == NONE) {
      return Scope.noop();
    }
    try {
      return context.makeCurrent();
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
    if (durations == null || !ended.compareAndSet(false, true)) {
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
        startNanos, new Exchange(method, address(), port(), protocol, status, error), context);
  }
}
