// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.http;

import dev.cairn.Cairn;
import dev.cairn.CairnAttributes;
import dev.cairn.Origin;
import dev.cairn.TelemetryWork;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.ImplicitContextKeyed;
import io.opentelemetry.context.Scope;

/**
 * One request being served. It belongs to the thread that serves it, of several to one after the
 * other, but for {@link #isRunning()}; no method throws.
 */
final class ServerCall implements ImplicitContextKeyed {
  /** A request that Cairn has nothing to do with. */
  static final ServerCall NONE = new ServerCall(null, Span.getInvalid(), null);

  private static final ContextKey<ServerCall> KEY = ContextKey.named("cairn-server-call");
  private static final int SERVER_ERROR = 500;

  private final Cairn cairn;
  private final Span span;
  private final long startNanos = System.nanoTime();
  private Context context;
  private Origin origin = Origin.none();
  private OriginResolver unasked;
  private volatile boolean running;

  // Only where the span is our own:
  private DoubleHistogram duration;
  private AttributesBuilder dimensions;
  private Throwable failure;

  ServerCall(Cairn cairn, Span span, Context context) {
    this.cairn = cairn;
    this.span = span;
    this.context = context;
    running = context != null;
  }

  static ServerCall in(Context context) {
    ServerCall call = context.get(KEY);
    return call == null ? NONE : call;
  }

  @Override
  public Context storeInContext(Context other) {
    return other.with(KEY, this);
  }

  /** Whether the application is still at it. A context may be kept beyond that. */
  boolean isRunning() {
    return running;
  }

  Span span() {
    return span;
  }

  /** Makes the span our own to describe, measure and end. */
  void measure(DoubleHistogram histogram, ServerRequest request, String method, String route) {
    duration = histogram;
    try {
      dimensions =
          Attributes.builder()
              .put(CairnAttributes.HTTP_REQUEST_METHOD, method)
              .put(CairnAttributes.URL_SCHEME, request.scheme())
              .put(CairnAttributes.HTTP_ROUTE, route)
              .put(CairnAttributes.NETWORK_PROTOCOL_VERSION, request.protocolVersion());
      if (span.getSpanContext().isValid()) {
        context = context.with(span);
      }
      ServerAttributes.describe(span, request, method, route);
    } catch (Throwable fault) {
      cairn.caught("http.server.describe", fault);
    }
  }

  /** Serves the request on behalf of this origin. */
  void become(Origin known) {
    origin = known;
    try {
      known.describe(span);
    } catch (Throwable fault) {
      cairn.caught("http.server.describe", fault);
    }
  }

  void resolveBy(OriginResolver resolver) {
    unasked = resolver;
  }

  /** Asks who the user is, unless that has been asked before. */
  void resolve(ServerRequest request) {
    OriginResolver resolver = unasked;
    if (resolver == null) {
      return;
    }
    unasked = null;
    try {
      Origin who = resolver.resolve(request, origin);
      if (who != null && who != origin) {
        Origin named = origin.withUser(who.user(), who.tenant());
        become(who.session() == null ? named : named.withSession(who.session()));
      }
    } catch (Throwable fault) {
      cairn.caught("http.server.resolver", fault);
      unauthenticated(fault);
    }
  }

  /** Whoever looks for the request finds why it is nobody's, whether or not it fails for that. */
  private void unauthenticated(Throwable fault) {
    try {
      span.recordException(fault);
    } catch (Throwable another) {
      cairn.caught("http.server.describe", another);
    }
  }

  /** Makes span and origin current. */
  Scope enter() {
    return this == NONE ? Scope.noop() : enter(context);
  }

  /** Makes the origin current anew, after a late {@link #resolve}. */
  Scope reenter() {
    return this == NONE ? Scope.noop() : enter(Context.current());
  }

  private Scope enter(Context base) {
    try {
      return base.with(origin).with(this).makeCurrent();
    } catch (Throwable fault) {
      cairn.caught("http.server.enter", fault);
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
      cairn.caught("http.server.leave", fault);
    }
  }

  /** Notes what the application threw. */
  void failed(Throwable thrown) {
    failure = thrown;
  }

  boolean hasFailed() {
    return failure != null;
  }

  /**
   * Ends the span.
   *
   * @param status sent to the client; anything below 100 where none was
   */
  void end(int status) {
    if (this == NONE) {
      return;
    }
    running = false;
    if (duration == null) {
      return;
    }
    try (TelemetryWork work = TelemetryWork.begin()) {
      endSpan(status);
    }
  }

  private void endSpan(int status) {
    try {
      describeEnd(status);
    } catch (Throwable fault) {
      cairn.caught("http.server.describe", fault);
    }
    try {
      span.end();
    } catch (Throwable fault) {
      cairn.caught("http.server.end", fault);
    }
    try {
      record(status);
    } catch (Throwable fault) {
      cairn.caught("http.server.measure", fault);
    }
  }

  private void describeEnd(int status) {
    if (!span.isRecording()) {
      return;
    }
    if (status >= 100) {
      span.setAttribute(CairnAttributes.HTTP_RESPONSE_STATUS_CODE, (long) status);
    }
    String error = errorType(status);
    if (error != null) {
      span.setStatus(StatusCode.ERROR);
      span.setAttribute(CairnAttributes.ERROR_TYPE, error);
    }
    if (failure != null) {
      span.recordException(failure);
    }
  }

  private void record(int status) {
    if (status >= 100) {
      dimensions.put(CairnAttributes.HTTP_RESPONSE_STATUS_CODE, (long) status);
    }
    String error = errorType(status);
    if (error != null) {
      dimensions.put(CairnAttributes.ERROR_TYPE, error);
    }
    duration.record(Instruments.secondsSince(startNanos), dimensions.build(), context);
  }

  private String errorType(int status) {
    if (failure != null) {
      return failure.getClass().getName();
    }
    return status >= SERVER_ERROR ? Integer.toString(status) : null;
  }
}
