// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.otlp;

import com.google.protobuf.Message;
import dev.cairn.explorer.store.Batch;
import dev.cairn.explorer.store.Emitter;
import dev.cairn.explorer.store.LossRecord;
import dev.cairn.explorer.store.SpanRecord.Times;
import dev.cairn.explorer.store.SpanStore;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Metrics, of which counters of losses are kept. The others are taken and not kept. */
final class MetricSignal implements Signal {
  private final SpanStore store;

  MetricSignal(SpanStore store) {
    this.store = store;
  }

  @Override
  public Message.Builder newRequest() {
    return ExportMetricsServiceRequest.newBuilder();
  }

  @Override
  public CompletableFuture<? extends Message> accept(ByteBuffer message) throws IOException {
    ExportMetricsServiceRequest request = ExportMetricsServiceRequest.parseFrom(message);
    List<LossRecord> losses = new ArrayList<>();
    for (ResourceMetrics resource : request.getResourceMetricsList()) {
      Emitters emitters = new Emitters(resource.getResource());
      for (ScopeMetrics scope : resource.getScopeMetricsList()) {
        Emitter emitter = emitters.of(scope.getScope());
        for (Metric metric : scope.getMetricsList()) {
          addLosses(losses, emitter, metric);
        }
      }
    }
    return store
        .appendAsync(Batch.ofLosses(losses))
        .thenApply(stored -> ExportMetricsServiceResponse.getDefaultInstance());
  }

  private static void addLosses(List<LossRecord> losses, Emitter emitter, Metric metric) {
    LossCounter counter = LossCounter.named(metric.getName());
    if (counter == null || !metric.getSum().getIsMonotonic()) {
      return;
    }
    boolean isDelta =
        metric.getSum().getAggregationTemporality()
            == AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA;
    for (NumberDataPoint point : metric.getSum().getDataPointsList()) {
      LossRecord loss =
          new LossRecord(
              emitter,
              metric.getName(),
              ProtoAttributes.map(point.getAttributesList()),
              point.hasAsDouble() ? Math.round(point.getAsDouble()) : point.getAsInt(),
              times(point, isDelta));
      if (loss.value() > 0 && counter.counts(loss.attributes())) {
        losses.add(loss);
      }
    }
  }

  /** A delta that does not say when it begins is told from the others by its end. */
  private static Times times(NumberDataPoint point, boolean isDelta) {
    long end = point.getTimeUnixNano();
    long start = point.getStartTimeUnixNano();
    return new Times(start == 0 && isDelta ? end : start, end);
  }
}
