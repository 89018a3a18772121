// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.http;

import dev.cairn.Cairn;
import dev.cairn.OwnSpans;
import dev.cairn.TelemetryWork;
import dev.cairn.sdk.SpanKinds;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;

/**
 * What happens to a request at a client, of whatever library: span, trace context, and the origin
 * for those who may be told. A translator calls {@link #start} with the caller's context, sends
 * each request of the call with {@link ClientCall#headers}, and calls one of the methods that end
 * the call, on any thread. None of them throws.
 */
final class HttpClientHandler {
  private final Cairn cairn;
  private final ClientTraits traits;
  private final Tracer tracer;
  private final boolean agent;
  private final ClientDurations durations;
  private final ClientHeaders headers;

  HttpClientHandler(Cairn cairn, ClientTraits traits) {
    this.cairn = cairn;
    this.traits = traits;
    tracer = Instruments.tracer(cairn);
    agent = isOpenTelemetrys(tracer, "javaagent.");
    durations = new ClientDurations(cairn);
    headers = new ClientHeaders(cairn, traits);
  }

  /** Whether the object is of OpenTelemetry's instrumentation, below this package. */
  static boolean isOpenTelemetrys(Object object, String below) {
    return object.getClass().getName().startsWith("io.opentelemetry." + below);
  }

  /** Begins the call of this thread, or returns {@link ClientCall#NONE}. */
  ClientCall start(ClientRequest request) {
    return start(request, Context.current(), false);
  }

  /**
   * Begins the call, or returns {@link ClientCall#NONE} where there is nothing to do.
   *
   * @param traced whether another instrumentation makes the span of just this call
   */
  ClientCall start(ClientRequest request, Context caller, boolean traced) {
    if (!cairn.isEnabled() || cairn.passesBy("http.client")) {
      return ClientCall.NONE;
    }
    try (TelemetryWork work = TelemetryWork.begin()) {
      return traced || isTraced(caller)
          ? new ClientCall(cairn, headers, caller)
          : traced(caller, request);
    } catch (Throwable fault) {
      cairn.caught("http.client.start", fault);
      return ClientCall.NONE;
    }
  }

  /** The Java agent decorates the JDK's client and the other well-known ones itself. */
  private boolean isTraced(Context caller) {
    return traits.traced() || agent || SpanKinds.of(Span.fromContext(caller)) == SpanKind.CLIENT;
  }

  private ClientCall traced(Context caller, ClientRequest request) {
    String method = HttpMethods.known(request.method());
    Span span = startSpan(HttpMethods.inName(method), caller);
    Context context = span.getSpanContext().isValid() ? caller.with(span) : caller;
    ClientCall call = new ClientCall(cairn, headers, context);
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
}
