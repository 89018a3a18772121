// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sdk;

import dev.cairn.Cairn;
import dev.cairn.StoredAddress;
import dev.cairn.instrument.StorageAnswer;
import dev.cairn.instrument.StorageCall;
import dev.cairn.instrument.StorageHandler;
import dev.cairn.instrument.StorageRequest;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import java.util.concurrent.TimeUnit;

/** A service that stores, with the SDK a user would build. */
final class Service implements AutoCloseable {
  private static final Throwable DENIED = new IllegalStateException("denied");

  private final InMemoryMetricReader metrics = InMemoryMetricReader.create();
  final SdkTracerProvider tracing;
  final Cairn cairn;
  final Tracer others;
  private final StorageHandler s3;

  Service(CairnTracing keep, SpanProcessor... own) {
    var builder = keep.addTo(SdkTracerProvider.builder());
    for (SpanProcessor processor : own) {
      builder.addSpanProcessor(processor);
    }
    tracing = builder.build();
    cairn =
        Cairn.builder(
                OpenTelemetrySdk.builder()
                    .setTracerProvider(tracing)
                    .setMeterProvider(
                        SdkMeterProvider.builder().registerMetricReader(metrics).build())
                    .build())
            .build();
    others = tracing.get("others");
    s3 = StorageHandler.s3(cairn);
  }

  /** Takes up a write, as an asynchronous client does; to be ended by the caller. */
  StorageCall begin(String operation, String key) {
    StorageCall call = s3.prepare(new Request(operation, key), Context.current());
    call.sending("127.0.0.1", 1);
    return call;
  }

  void call(String operation, String key, int status) {
    StorageCall call = begin(operation, key);
    call.answered(status);
    call.end(new Answer(status < 300 ? null : DENIED, status));
  }

  /** Stores once, with an SDK built elsewhere. */
  static void put(Cairn cairn, String key) {
    StorageCall call =
        StorageHandler.s3(cairn).prepare(new Request("PutObject", key), Context.current());
    call.sending("127.0.0.1", 1);
    call.answered(200);
    call.end(applied());
  }

  void put(String key) {
    call("PutObject", key, 200);
  }

  void flush() {
    tracing.forceFlush().join(10, TimeUnit.SECONDS);
  }

  /** Returns a counter's sum over the points of this reason, of all for null. */
  long counted(String counter, String reason) {
    return metrics.collectAllMetrics().stream()
        .filter(metric -> metric.getName().equals(counter))
        .flatMap(metric -> metric.getLongSumData().getPoints().stream())
        .filter(point -> reason == null || point.getAttributes().asMap().values().contains(reason))
        .mapToLong(LongPointData::getValue)
        .sum();
  }

  @Override
  public void close() {
    tracing.close();
  }

  static StorageAnswer applied() {
    return new Answer(null, 200);
  }

  private record Request(String operation, String objectKey) implements StorageRequest {
    @Override
    public String container() {
      return "photos";
    }

    @Override
    public StoredAddress address() {
      return StoredAddress.s3("photos", objectKey);
    }
  }

  private record Answer(Throwable error, int status) implements StorageAnswer {
    @Override
    public String errorCode() {
      return error == null ? null : status == 412 ? "PreconditionFailed" : "AccessDenied";
    }
  }
}
