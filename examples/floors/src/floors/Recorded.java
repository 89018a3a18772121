// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package floors;

import dev.cairn.Cairn;
import dev.cairn.StampMode;
import dev.cairn.sdk.CairnTracing;
import dev.cairn.sdk.OriginSpanProcessor;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** Cairn, and the spans that it made. */
final class Recorded implements SpanExporter {
  private final List<SpanData> spans = new CopyOnWriteArrayList<>();
  private final List<LogRecordData> events = new CopyOnWriteArrayList<>();
  private SdkTracerProvider kept;

  Cairn cairn() {
    return cairn(
        SdkTracerProvider.builder()
            .addSpanProcessor(OriginSpanProcessor.create())
            .addSpanProcessor(SimpleSpanProcessor.create(this))
            .build());
  }

  /** Returns Cairn whose spans the sampler drops, all of them. */
  Cairn unsampled() {
    kept =
        CairnTracing.exportTo(this)
            .sampler(Sampler.alwaysOff())
            .addTo(SdkTracerProvider.builder())
            .build();
    return cairn(kept);
  }

  void awaitKept() {
    kept.forceFlush().join(10, TimeUnit.SECONDS);
  }

  private Cairn cairn(SdkTracerProvider tracing) {
    SdkLoggerProvider logging =
        SdkLoggerProvider.builder()
            .addLogRecordProcessor((context, event) -> events.add(event.toLogRecordData()))
            .build();
    return Cairn.builder(
            OpenTelemetrySdk.builder()
                .setTracerProvider(tracing)
                .setLoggerProvider(logging)
                .build())
        .stamp("s3://*", StampMode.FULL)
        .tell("127.0.0.1")
        .build();
  }

  /** Requires so many spans of a name, each with so many links to writers. */
  void expect(String name, int count, int links) {
    List<Integer> found =
        spans.stream()
            .filter(span -> span.getName().equals(name))
            .map(span -> span.getLinks().size())
            .toList();
    expect(name, Collections.nCopies(count, links), found);
  }

  /** Requires so many events, each of the given origin. */
  void expectEvents(int count, String origin) {
    AttributeKey<String> key = AttributeKey.stringKey("cairn.origin.request");
    expect(
        "events",
        Collections.nCopies(count, origin),
        events.stream().map(event -> event.getAttributes().get(key)).toList());
  }

  static void expect(String what, Object expected, Object found) {
    if (!Objects.equals(expected, found)) {
      throw new AssertionError(what + ": expected " + expected + ", found " + found);
    }
  }

  /** Returns the variable by which AWS's own tools, too, find a service. */
  static String endpoint(String service) {
    return System.getenv("AWS_ENDPOINT_URL_" + service);
  }

  @Override
  public CompletableResultCode export(Collection<SpanData> ended) {
    spans.addAll(ended);
    return CompletableResultCode.ofSuccess();
  }

  @Override
  public CompletableResultCode flush() {
    return CompletableResultCode.ofSuccess();
  }

  @Override
  public CompletableResultCode shutdown() {
    return CompletableResultCode.ofSuccess();
  }
}
