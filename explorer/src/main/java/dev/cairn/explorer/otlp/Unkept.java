// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.otlp;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsPartialSuccess;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsPartialSuccess;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;

/**
 * Metrics and logs: no question asks for them yet. They are answered as a partial success of none,
 * which an exporter neither repeats nor takes for a failure.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/otlp/#partial-success">Partial success</a>
 */
final class Unkept {
  private static final String WHY = "Cairn's explorer keeps traces only";

  private Unkept() {}

  static MessageLite metrics(byte[] request) throws InvalidProtocolBufferException {
    long points = 0;
    for (ResourceMetrics resource :
        ExportMetricsServiceRequest.parseFrom(request).getResourceMetricsList()) {
      for (ScopeMetrics scope : resource.getScopeMetricsList()) {
        points += scope.getMetricsList().stream().mapToLong(Unkept::points).sum();
      }
    }
    return points == 0
        ? ExportMetricsServiceResponse.getDefaultInstance()
        : ExportMetricsServiceResponse.newBuilder()
            .setPartialSuccess(
                ExportMetricsPartialSuccess.newBuilder()
                    .setRejectedDataPoints(points)
                    .setErrorMessage(WHY))
            .build();
  }

  private static long points(Metric metric) {
    return metric.getGauge().getDataPointsCount()
        + metric.getSum().getDataPointsCount()
        + metric.getHistogram().getDataPointsCount()
        + metric.getExponentialHistogram().getDataPointsCount()
        + metric.getSummary().getDataPointsCount();
  }

  static MessageLite logs(byte[] request) throws InvalidProtocolBufferException {
    long logs = 0;
    for (ResourceLogs resource :
        ExportLogsServiceRequest.parseFrom(request).getResourceLogsList()) {
      logs += resource.getScopeLogsList().stream().mapToLong(ScopeLogs::getLogRecordsCount).sum();
    }
    return logs == 0
        ? ExportLogsServiceResponse.getDefaultInstance()
        : ExportLogsServiceResponse.newBuilder()
            .setPartialSuccess(
                ExportLogsPartialSuccess.newBuilder()
                    .setRejectedLogRecords(logs)
                    .setErrorMessage(WHY))
            .build();
  }
}
