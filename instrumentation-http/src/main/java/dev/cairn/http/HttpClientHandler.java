// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.http;

import dev.cairn.Cairn;
import dev.cairn.Origin;
import dev.cairn.OwnSpans;
import dev.cairn.TelemetryWork;
import dev.cairn.sdk.SpanKinds;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What happens to a request at a client, of whatever library: span, trace context, and the origin
 * for those who may be told. A translator calls {@link #start} on the caller's thread, sends the
 * request with {@link ClientCall#headers()}, and calls one of the methods that end the call, on any
 * thread. None of them throws.
 */
final class HttpClientHandler {
  private static final Logger LOGGER = Logger.getLogger("dev.cairn");

  /**
   * What a propagator may write into one header. Of baggage every hop must carry so much, and
   * nothing else is longer; servers refuse requests whose headers are.
   *
   * @see <a href="https://www.w3.org/TR/baggage/#limits">W3C Baggage, limits</a>
   */
  private static final int MAX_INJECTED = 8192;

  private final Cairn cairn;
  private final ClientTraits traits;
  private final Tracer tracer;
  private final boolean agent;
  private final ClientDurations durations;
  private final AtomicBoolean silenceLogged = new AtomicBoolean();

  HttpClientHandler(Cairn cairn, ClientTraits traits) {
    this.cairn = cairn;
    this.traits = traits;
    tracer = Instruments.tracer(cairn);
    agent = isOpenTelemetrys(tracer, "javaagent.");
    durations = new ClientDurations(cairn);
  }

  /** Whether the object is of OpenTelemetry's instrumentation, below this package. */
  static boolean isOpenTelemetrys(Object object, String below) {
    return object.getClass().getName().startsWith("io.opentelemetry." + below);
  }

  /** Begins the call, or returns {@link ClientCall#NONE} where there is nothing to do. */
  ClientCall start(ClientRequest request) {
    if (!cairn.isEnabled() || cairn.passesBy("http.client")) {
      return ClientCall.NONE;
    }
    try (TelemetryWork work = TelemetryWork.begin()) {
      Context caller = Context.current();
      String origin = origin(Origin.from(caller), request);
      return isTraced(caller) ? enriched(caller, request, origin) : traced(caller, request, origin);
    } catch (Throwable fault) {
      cairn.caught("http.client.start", fault);
      return ClientCall.NONE;
    }
  }

  /** The Java agent decorates the JDK's client and the other well-known ones itself. */
  private boolean isTraced(Context caller) {
    return traits.traced() || agent || SpanKinds.of(Span.fromContext(caller)) == SpanKind.CLIENT;
  }

  private ClientCall enriched(Context caller, ClientRequest request, String origin) {
    String baggage = OutboundBaggage.merge(request.headers(OutboundBaggage.HEADER), null, origin);
    return new ClientCall(
        cairn,
        OutboundBaggage.withOrigin(caller, origin),
        baggage == null ? Map.of() : Map.of(OutboundBaggage.HEADER, baggage));
  }

  private ClientCall traced(Context caller, ClientRequest request, String origin) {
    String method = HttpMethods.known(request.method());
    Span span = startSpan(HttpMethods.inName(method), caller);
    Context context = span.getSpanContext().isValid() ? caller.with(span) : caller;
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    inject(context, headers);
    addBaggage(headers, request, origin);
    ClientCall call = new ClientCall(cairn, context, headers);
    call.measure(durations, span, request, method);
    return call;
  }

  private Span startSpan(String name, Context caller) {
    try {
      return tracer
          .spanBuilder(name)
          .setSpanKind(SpanKind.CLIENT)
          .setParent(OwnSpans.mark(caller, cairn))
          .startSpan();
    } catch (Throwable fault) {
      cairn.caught("http.client.start", fault);
      return Span.getInvalid();
    }
  }

  private void inject(Context context, Map<String, String> headers) {
    try {
      cairn
          .openTelemetry()
          .getPropagators()
          .getTextMapPropagator()
          .inject(context, headers, HttpClientHandler::set);
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

  private void addBaggage(Map<String, String> headers, ClientRequest request, String origin) {
    try {
      String merged =
          OutboundBaggage.merge(
              request.headers(OutboundBaggage.HEADER), headers.get(OutboundBaggage.HEADER), origin);
      if (merged != null) {
        headers.put(OutboundBaggage.HEADER, merged);
      }
    } catch (Throwable fault) {
      cairn.caught("http.client.baggage", fault);
    }
  }

  /** Returns the origin as it may be told to the request's host: empty where it may not. */
  private String origin(Origin origin, ClientRequest request) {
    String host = request.uri().getHost();
    if (!origin.isPresent()
        || host == null
        || !cairn.mayTell(ServerAttributes.withoutBrackets(host).toLowerCase(Locale.ROOT))) {
      return "";
    }
    if (traits.followsRedirects()) {
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
}
