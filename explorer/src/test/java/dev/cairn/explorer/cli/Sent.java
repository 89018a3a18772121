// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.cli;

import dev.cairn.CairnAttributes;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import java.util.concurrent.TimeUnit;

/**
 * A service that sends its spans to an explorer: requests, writes and reads as Cairn makes them.
 */
final class Sent implements AutoCloseable {
  private final SdkTracerProvider sdk;
  private final Tracer tracer;

  Sent(ExplorerServer explorer) {
    sdk =
        SdkTracerProvider.builder()
            .setResource(
                Resource.create(Attributes.of(AttributeKey.stringKey("service.name"), "photo-api")))
            .addSpanProcessor(
                BatchSpanProcessor.builder(
                        OtlpGrpcSpanExporter.builder().setEndpoint(explorer.grpcUrl()).build())
                    .build())
            .build();
    tracer = sdk.get("test");
  }

  Span request(String user, String request) {
    Span span = tracer.spanBuilder(request).setSpanKind(SpanKind.SERVER).setNoParent().startSpan();
    describe(span, user, request, span.getSpanContext().getTraceId());
    span.setAttribute(CairnAttributes.HTTP_REQUEST_METHOD, request.split(" ")[0]);
    span.setAttribute(CairnAttributes.HTTP_ROUTE, request.split(" ")[1]);
    span.setAttribute(CairnAttributes.HTTP_RESPONSE_STATUS_CODE, 201L);
    return span;
  }

  void write(Span request, String operation, String address, String etag) {
    Span span =
        tracer
            .spanBuilder(operation)
            .setSpanKind(SpanKind.CLIENT)
            .setParent(Context.root().with(request))
            .startSpan();
    describe(span, "ada", "POST /photos", request.getSpanContext().getTraceId());
    span.setAttribute(CairnAttributes.RPC_METHOD, operation.substring(operation.indexOf('.') + 1));
    span.setAttribute(CairnAttributes.ADDRESS, address);
    span.setAttribute(CairnAttributes.OUTCOME, "applied");
    if (etag != null) {
      span.setAttribute(CairnAttributes.S3_ETAG, etag);
    }
    span.end();
  }

  void read(Span request, String address, SpanContext writer) {
    tracer
        .spanBuilder("S3.GetObject")
        .setSpanKind(SpanKind.CLIENT)
        .setParent(Context.root().with(request))
        .setAttribute(CairnAttributes.ADDRESS, address)
        .addLink(writer, Attributes.of(CairnAttributes.LINK_TYPE, "written_by"))
        .startSpan()
        .end();
  }

  private static void describe(Span span, String user, String request, String originTraceId) {
    span.setAttribute(CairnAttributes.USER_ID, user);
    span.setAttribute(CairnAttributes.TENANT_ID, "acme");
    span.setAttribute(CairnAttributes.ORIGIN_REQUEST, request);
    span.setAttribute(CairnAttributes.ORIGIN_SERVICE, "photo-api");
    span.setAttribute(CairnAttributes.ORIGIN_TRACE_ID, originTraceId);
  }

  /** Waits until all of it is in the explorer's store. */
  @Override
  public void close() {
    sdk.forceFlush().join(10, TimeUnit.SECONDS);
    sdk.close();
  }

  static String stamp(Span request, String members) {
    SpanContext context = request.getSpanContext();
    return "00-" + context.getTraceId() + "-" + context.getSpanId() + "-01" + members;
  }
}
