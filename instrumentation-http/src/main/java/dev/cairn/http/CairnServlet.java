// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.http;

import dev.cairn.Cairn;
import jakarta.servlet.Filter;

/**
 * Decorates servlet containers (Jakarta Servlet 5 or newer): each request gets a SERVER span and is
 * the {@link dev.cairn.Origin} of what is stored while it is handled. Thread-safe.
 *
 * <pre>{@code
 * FilterRegistration.Dynamic cairn = context.addFilter("cairn", CairnServlet.create(cairn).filter());
 * }</pre>
 *
 * <p>Span and origin are current on the thread that runs the filter chain; elsewhere they go as
 * OpenTelemetry's context does ({@code Context.taskWrapping}). The span ends when the chain returns
 * or throws, of an asynchronous request when that completes. What the container dispatches
 * meanwhile or afterwards (forwards, asynchronous dispatches, error pages) is the same request and
 * runs under the same origin, where the filter is mapped to it.
 *
 * <p>Requests and responses go on as they are, never wrapped; one request attribute, {@code
 * dev.cairn.http.call}, is added. What the chain throws goes on unchanged. Whatever of telemetry
 * throws, the request goes on as without it. Where OpenTelemetry's own instrumentation has already
 * begun the request's span, no second one is: that span gets the origin, and names, times and
 * restarts nothing anew.
 *
 * <p><b>Trust.</b> A listener is an <i>edge</i> unless it is {@linkplain Builder#internal()
 * internal}. An edge believes nobody but its own {@link OriginResolver} and {@link Cairn#identify}:
 * {@code user.id}, {@code tenant.id}, {@code session.id} and {@code cairn.*} in a request's baggage
 * are ignored, and taken out of {@code Baggage.current()} as well.
 */
public final class CairnServlet {
  private final Filter filter;

  private CairnServlet(ServerSettings settings) {
    filter = new ServletFilter(settings.cairn(), new HttpServerHandler(settings));
  }

  /** Returns an edge that knows neither users nor routes beyond the patterns of servlets. */
  public static CairnServlet create(Cairn cairn) {
    return builder(cairn).build();
  }

  /** Returns a builder. Every method of it throws at once where a value is wrong. */
  public static Builder builder(Cairn cairn) {
    return new Builder(cairn);
  }

  /**
   * Returns the filter, to be put before all others with {@code asyncSupported}, and mapped to the
   * dispatcher types REQUEST, ASYNC and ERROR; what runs before it is neither in the span nor under
   * the origin. Added twice it acts once.
   *
   * <p>The resolver is asked before the rest of the chain. Where that is what authenticates, as
   * Spring Security does, name the user by {@link Cairn#identify} once it is known.
   */
  public Filter filter() {
    return filter;
  }

  /** Settings on the way to a {@link CairnServlet}. Not thread-safe. */
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
    public CairnServlet build() {
      return new CairnServlet(settings());
    }
  }
}
