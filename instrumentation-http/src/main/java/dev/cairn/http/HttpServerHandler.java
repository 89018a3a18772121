// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.http;

import dev.cairn.Cairn;
import dev.cairn.Origin;
import dev.cairn.OwnSpans;
import dev.cairn.TelemetryWork;
import dev.cairn.sdk.SpanKinds;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.Objects;

/**
 * What happens to a request at a server, of whatever library: span, origin, trust. A translator
 * calls {@link #start}, {@link ServerCall#enter}, the application, {@link ServerCall#leave} and
 * {@link ServerCall#end}. None of them throws.
 */
final class HttpServerHandler {
  private final ServerSettings settings;
  private final Cairn cairn;
  private final Tracer tracer;
  private final DoubleHistogram duration;

  HttpServerHandler(ServerSettings settings) {
    this.settings = settings;
    cairn = settings.cairn();
    tracer = Instruments.tracer(cairn);
    duration =
        Instruments.duration(
            cairn, "http.server.request.duration", "Duration of HTTP server requests.");
  }

  /** Begins span and origin, or returns {@link ServerCall#NONE} where there is nothing to do. */
  ServerCall start(ServerRequest request) {
    if (!cairn.isEnabled() || cairn.passesBy("http.server")) {
      return ServerCall.NONE;
    }
    try {
      Context outer = Context.current();
      return ServerCall.in(outer).isRunning() ? ServerCall.NONE : start(request, outer);
    } catch (Throwable fault) {
      cairn.caught("http.server.start", fault);
      return ServerCall.NONE;
    }
  }

  private ServerCall start(ServerRequest request, Context outer) {
    String method = HttpMethods.known(request.method());
    String matched = settings.routes().match(request.path());
    String route = matched == null ? request.route() : matched;
    String name = HttpMethods.inName(method) + (route == null ? "" : ' ' + route);
    boolean foreign = isServerSpan(Span.fromContext(outer));
    Context parent = foreign ? outer : extract(outer, request);
    Span span = foreign ? Span.fromContext(outer) : startSpan(name, parent);

    ServerCall call = new ServerCall(cairn, span, InboundBaggage.withoutOrigin(parent));
    if (!foreign) {
      call.measure(duration, request, method, route);
    }
    begin(call, request, name);
    return call;
  }

  /**
   * Whether another instrumentation has begun this request's span. At a server's entry nothing else
   * is current; of a span that is not sampled, or is the Java agent's, the kind cannot be told.
   */
  private static boolean isServerSpan(Span current) {
    SpanContext context = current.getSpanContext();
    if (!context.isValid() || context.isRemote()) {
      return false;
    }
    SpanKind kind = SpanKinds.of(current);
    return kind == SpanKind.SERVER || kind == null;
  }

  private Context extract(Context outer, ServerRequest request) {
    try (TelemetryWork work = TelemetryWork.begin()) {
      return Objects.requireNonNull(
          cairn
              .openTelemetry()
              .getPropagators()
              .getTextMapPropagator()
              .extract(outer, request, HeaderGetter.INSTANCE),
          "the propagator returned no context");
    } catch (Throwable fault) {
      cairn.caught("http.server.extract", fault);
      return outer;
    }
  }

  private Span startSpan(String name, Context parent) {
    try (TelemetryWork work = TelemetryWork.begin()) {
      SpanBuilder builder = tracer.spanBuilder(name).setSpanKind(SpanKind.SERVER);
      if (settings.restartTraces()) {
        builder
            .setParent(OwnSpans.mark(Context.root(), cairn))
            .addLink(Span.fromContext(parent).getSpanContext());
      } else {
        builder.setParent(OwnSpans.mark(parent, cairn));
      }
      return builder.startSpan();
    } catch (Throwable fault) {
      cairn.caught("http.server.start", fault);
      return Span.getInvalid();
    }
  }

  private void begin(ServerCall call, ServerRequest request, String name) {
    try {
      Origin received = settings.internal() ? InboundBaggage.origin(request) : Origin.none();
      if (received.isPresent()) {
        call.become(received);
      } else if (!call.span().getSpanContext().isRemote()) {
        call.become(Origin.begin(name, cairn.service(), call.span()));
        call.resolveBy(settings.resolver());
        if (!request.resolvesLater()) {
          call.resolve(request);
        }
      }
    } catch (Throwable fault) {
      cairn.caught("http.server.origin", fault);
    }
  }
}
