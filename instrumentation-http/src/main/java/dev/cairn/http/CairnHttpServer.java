// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.http;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpHandler;
import dev.cairn.Cairn;
import java.util.Objects;

/**
 * Decorates the JDK's HTTP server ({@code com.sun.net.httpserver}): each request gets a SERVER span
 * and is the {@link dev.cairn.Origin} of what is stored while it is handled. Thread-safe.
 *
 * <pre>{@code
 * context.getFilters().add(0, CairnHttpServer.create(cairn).filter());
 * }</pre>
 *
 * <p>Span and origin are current on the handler's thread; elsewhere they go as OpenTelemetry's
 * context does ({@code Context.taskWrapping}). The span ends when the handler returns or throws.
 * <b>A handler that returns first and answers later, from another thread,</b> has a span without a
 * status that covers only the part up to its return; the origin it carried along goes on to hold.
 *
 * <p>Whatever of telemetry throws, the exchange goes on as without it. Where OpenTelemetry's own
 * instrumentation has already begun the request's span, no second one is: that span gets the
 * origin, and names, times and restarts nothing anew.
 *
 * <p><b>Trust.</b> A listener is an <i>edge</i> unless it is {@linkplain Builder#internal()
 * internal}. An edge believes nobody but its own {@link OriginResolver} and {@link Cairn#identify}:
 * {@code user.id}, {@code tenant.id}, {@code session.id} and {@code cairn.*} in a request's baggage
 * are ignored, and taken out of {@code Baggage.current()} as well.
 */
public final class CairnHttpServer {
  private final HttpServerHandler handler;
  private final Filter filter;

  private CairnHttpServer(ServerSettings settings) {
    handler = new HttpServerHandler(settings);
    filter = new JdkFilter(handler);
  }

  /** Returns an edge that knows neither users nor routes beyond the paths of its contexts. */
  public static CairnHttpServer create(Cairn cairn) {
    return builder(cairn).build();
  }

  /** Returns a builder. Every method of it throws at once where a value is wrong. */
  public static Builder builder(Cairn cairn) {
    return new Builder(cairn);
  }

  /**
   * Returns the filter, to be put first in {@code HttpContext.getFilters()}; what runs before it is
   * neither in the span nor under the origin. The same one serves any number of contexts. Added
   * twice it acts once.
   */
  public Filter filter() {
    return filter;
  }

  /**
   * Returns the handler, decorated: needed, with the filter or without it, only where the user is
   * the principal of an {@code com.sun.net.httpserver.Authenticator}, since that runs after all
   * filters. The resolver is then asked just before the handler is called. Without the filter,
   * requests that the authenticator turns away have no span.
   */
  public HttpHandler handler(HttpHandler application) {
    return new JdkHandler(handler, Objects.requireNonNull(application, "handler"));
  }

  /** Settings on the way to a {@link CairnHttpServer}. Not thread-safe. */
  public static final class Builder extends ServerBuilder<Builder> {
    private Builder(Cairn cairn) {
      super(cairn);
    }

    @Override
    Builder self() {
      return this;
    }

    /**
     * Returns the decorator.
     *
     * @throws IllegalStateException where the listener is to restart traces and is internal
     */
    public CairnHttpServer build() {
      return new CairnHttpServer(settings());
    }
  }
}
