// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.http;

import dev.cairn.BoundedCache;
import dev.cairn.Cairn;
import dev.cairn.Origin;
import io.opentelemetry.context.Context;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What a request takes along: the trace context, and the origin for those who may be told. Asked
 * anew for every request on the wire, since a redirect may lead to a host that may not.
 */
final class ClientHeaders {
  private static final Logger LOGGER = Logger.getLogger("dev.cairn");

  /**
   * What a propagator may write into one header. Of baggage every hop must carry so much, and
   * nothing else is longer; servers refuse requests whose headers are.
   *
   * @see <a href="https://www.w3.org/TR/baggage/#limits">W3C Baggage, limits</a>
   */
  private static final int MAX_INJECTED = 8192;

  private final Cairn cairn;
  private final boolean repeated;
  private final AtomicBoolean silenceLogged = new AtomicBoolean();

  /** By host, as requests spell it: to match patterns costs more than to remember. */
  private final BoundedCache<String, Boolean> told = new BoundedCache<>(this::mayTell);

  ClientHeaders(Cairn cairn, ClientTraits traits) {
    this.cairn = cairn;
    repeated = traits.repeatsHeaders();
  }

  /** Returns the headers of a request whose span is ours, and current in the context. */
  Map<String, String> all(Context context, ClientRequest request) {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    inject(context, headers);
    try {
      String injected = headers.get(OutboundBaggage.HEADER);
      put(headers, OutboundBaggage.merge(own(request), injected, origin(context, request)));
    } catch (Throwable fault) {
      cairn.caught("http.client.baggage", fault);
    }
    return headers;
  }

  /** Returns the headers of a request whose trace context another instrumentation sends. */
  Map<String, String> ofOrigin(Context context, ClientRequest request) {
    String baggage = OutboundBaggage.merge(own(request), null, origin(context, request));
    return baggage == null ? Map.of() : Map.of(OutboundBaggage.HEADER, baggage);
  }

  /** Returns the context that such an instrumentation is to find. */
  Context withOrigin(Context context, ClientRequest request) {
    return OutboundBaggage.withOrigin(context, origin(context, request));
  }

  private static List<String> own(ClientRequest request) {
    return request.headers(OutboundBaggage.HEADER);
  }

  private void inject(Context context, Map<String, String> headers) {
    try {
      cairn
          .openTelemetry()
          .getPropagators()
          .getTextMapPropagator()
          .inject(context, headers, ClientHeaders::set);
    } catch (Throwable fault) {
      cairn.caught("http.client.inject", fault);
    }
  }

  private static void set(Map<String, String> headers, String name, String value) {
    if (value.length() > MAX_INJECTED) {
      throw new IllegalArgumentException(
          "header " + name + " of " + value.length() + " characters: servers refuse such requests");
    }
    headers.put(name, value);
  }

  private static void put(Map<String, String> headers, String baggage) {
    if (baggage != null) {
      headers.put(OutboundBaggage.HEADER, baggage);
    }
  }

  /** Returns the origin as it may be told to the request's host: empty where it may not. */
  private String origin(Context context, ClientRequest request) {
    Origin origin = Origin.from(context);
    String host = origin.isPresent() ? request.host() : null;
    if (host == null || !told.get(host)) {
      return "";
    }
    if (repeated) {
      if (silenceLogged.compareAndSet(false, true)) {
        LOGGER.log(
            Level.WARNING,
            "Cairn does not tell {0} the origin: the client follows redirects, and would tell it"
                + " to wherever they lead (logged once a client)",
            host);
      }
      return "";
    }
    try {
      return origin.toBaggage();
    } catch (Throwable fault) {
      cairn.caught("http.client.origin", fault);
      return "";
    }
  }

  private boolean mayTell(String host) {
    return cairn.mayTell(ServerAttributes.withoutBrackets(host).toLowerCase(Locale.ROOT));
  }
}
