// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.http;

import dev.cairn.Cairn;
import dev.cairn.OwnSpans;
import dev.cairn.TelemetryWork;
import dev.cairn.sdk.SpanKinds;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.concurrent.TimeUnit;

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
    ClientCall call = new ClientCall(cairn, headers, caller);
    if (!traced && !isTraced(caller)) {
      begin(call, request, 0);
    }
    return call;
  }

  /**
   * Takes the call up, as {@link #start}. Its span begins by {@link ClientCall#begin}, further down
   * where that of another instrumentation would be current, if there is one.
   */
  ClientCall takeUp(ClientRequest request, Context caller) {
    if (!cairn.isEnabled() || cairn.passesBy("http.client")) {
      return ClientCall.NONE;
    }
    ClientCall call = new ClientCall(cairn, headers, caller);
    if (!isTraced(caller)) {
      call.beginsBy(this, request);
    }
    return call;
  }

  /** The Java agent decorates the JDK's client and the other well-known ones itself. */
  private boolean isTraced(Context caller) {
    return traits.traced() || agent || isInSpanOfAClient(caller);
  }

  static boolean isInSpanOfAClient(Context context) {
    return SpanKinds.of(Span.fromContext(context)) == SpanKind.CLIENT;
  }

  /**
   * Begins the span of a call.
   *
   * @param epochNanos when the call was taken up, 0 for now
   */
  void begin(ClientCall call, ClientRequest request, long epochNanos) {
    try (TelemetryWork work = TelemetryWork.begin()) {
      String method = HttpMethods.known(request.method());
      Span span = startSpan(HttpMethods.inName(method), call.context(), epochNanos);
      call.measure(durations, span, request, method);
    } catch (Throwable fault) {
      cairn.caught("http.client.start", fault);
    }
  }

  private Span startSpan(String name, Context caller, long epochNanos) {
    try {
      SpanBuilder builder =
          tracer
              .spanBuilder(name)
              .setSpanKind(SpanKind.CLIENT)
              .setParent(OwnSpans.mark(caller, cairn));
      if (epochNanos > 0) {
        builder.setStartTimestamp(epochNanos, TimeUnit.NANOSECONDS);
      }
      return builder.startSpan();
    } catch (Throwable fault) {
      cairn.caught("http.client.start", fault);
      return Span.getInvalid();
    }
  }
}
