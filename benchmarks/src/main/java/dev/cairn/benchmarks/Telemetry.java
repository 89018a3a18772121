// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.benchmarks;

import dev.cairn.Cairn;
import dev.cairn.Origin;
import dev.cairn.StampMode;
import dev.cairn.UserMode;
import dev.cairn.sdk.OriginSpanProcessor;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.baggage.propagation.W3CBaggagePropagator;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.export.CollectionRegistration;
import io.opentelemetry.sdk.metrics.export.MetricReader;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** What the variants are wired with: the same for all, but for Cairn's own span processor. */
final class Telemetry implements AutoCloseable {
  private static final String TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String SPAN_ID = "00f067aa0ba902b7";

  private final OpenTelemetrySdk plain;
  private final OpenTelemetrySdk withOrigins;
  private final XRay xRay;
  private final Consumer<String> wire;
  private final Deque<AutoCloseable> closing = new ArrayDeque<>();

  /**
   * Telemetry.
   *
   * @param exporting what spans go to in the end
   * @param xRay where there are no spans
   * @param wire is given the requests that leave, as text; null in measurements
   */
  Telemetry(SpanProcessor exporting, XRay xRay, Consumer<String> wire) {
    this.xRay = xRay;
    this.wire = wire;
    SdkMeterProvider meters = SdkMeterProvider.builder().registerMetricReader(new Unread()).build();
    plain = sdk(SdkTracerProvider.builder().addSpanProcessor(exporting).build(), meters);
    withOrigins =
        sdk(
            SdkTracerProvider.builder()
                .addSpanProcessor(OriginSpanProcessor.create())
                .addSpanProcessor(exporting)
                .build(),
            meters);
  }

  /** Returns telemetry that goes through the usual batches, and then nowhere. */
  static Telemetry exportingToNobody() {
    return new Telemetry(
        BatchSpanProcessor.builder(SpanExporter.composite()).build(), new XRay(null), null);
  }

  private static OpenTelemetrySdk sdk(SdkTracerProvider tracing, SdkMeterProvider meters) {
    return OpenTelemetrySdk.builder()
        .setTracerProvider(tracing)
        .setMeterProvider(meters)
        .setPropagators(
            ContextPropagators.create(
                TextMapPropagator.composite(
                    W3CTraceContextPropagator.getInstance(), W3CBaggagePropagator.getInstance())))
        .build();
  }

  /** Returns what OpenTelemetry's own libraries are given. */
  OpenTelemetry openTelemetry() {
    return plain;
  }

  XRay xRay() {
    return xRay;
  }

  /** Returns Cairn, wired as its README says; of a variant without stamps, with these off. */
  Cairn cairn(Variant variant) {
    StampMode mode = variant.isStamping() ? StampMode.FULL : StampMode.OFF;
    return Cairn.builder(withOrigins)
        .service("photo-api")
        .stamp("s3://*", mode)
        .stamp("dynamodb://*", mode)
        .stampUser(UserMode.PLAIN)
        .tell("127.0.0.1")
        .build();
  }

  /** Returns what is current around the calls of a variant. */
  static Context context(Variant variant) {
    SpanContext parent =
        SpanContext.createFromRemoteParent(
            TRACE_ID,
            SPAN_ID,
            variant.isSampled() ? TraceFlags.getSampled() : TraceFlags.getDefault(),
            TraceState.getDefault());
    Context context =
        Context.root()
            .with(Span.wrap(parent))
            .with(
                Baggage.builder()
                    .put("user.locale", "de-AT")
                    .put("release", "2026-11-26.3")
                    .put("experiment", "new checkout")
                    .build());
    return variant.hasOrigin() ? context.with(origin(parent)) : context;
  }

  private static Origin origin(SpanContext entry) {
    return Origin.begin("POST /photos/{id}", "photo-api", Span.wrap(entry))
        .withUser("ada.lovelace", "acme");
  }

  /** Returns the headers of a request that a variant's server receives. */
  static Map<String, String> headers(Variant variant) {
    Map<String, String> headers = new LinkedHashMap<>();
    TextMapPropagator.composite(
            W3CTraceContextPropagator.getInstance(), W3CBaggagePropagator.getInstance())
        .inject(context(variant), headers, Map::put);
    return headers;
  }

  /** Returns a stamp, of another request for each number. */
  static String stamp(int number) {
    String trace = String.format("%032x", 0x4bf92f3577b34da6L + number);
    return "00-"
        + trace
        + '-'
        + SPAN_ID
        + "-01;u=ada.lovelace;t=acme;r=POST%20/photos/{id};s=photo-api";
  }

  /** Returns the network of an asynchronous client, which ends with this. */
  CannedAsyncHttpClient async(Answer answer) {
    CannedAsyncHttpClient http = new CannedAsyncHttpClient(answer, wire);
    onClose(http);
    return http;
  }

  /** Returns what is given the requests that leave, or null. */
  Consumer<String> wire() {
    return wire;
  }

  /** Closes what a call has opened when this is closed. */
  void onClose(AutoCloseable opened) {
    closing.addFirst(opened);
  }

  /** A reader for which metrics are kept, and that never reads them. */
  private static final class Unread implements MetricReader {
    @Override
    public void register(CollectionRegistration registration) {}

    @Override
    public CompletableResultCode forceFlush() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public AggregationTemporality getAggregationTemporality(InstrumentType instrument) {
      return AggregationTemporality.CUMULATIVE;
    }
  }

  @Override
  public void close() throws Exception {
    for (AutoCloseable opened : closing) {
      opened.close();
    }
    plain.getSdkTracerProvider().close();
    withOrigins.getSdkTracerProvider().close();
  }
}
