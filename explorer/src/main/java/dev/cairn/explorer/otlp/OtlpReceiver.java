// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.otlp;

import com.linecorp.armeria.server.ServerBuilder;
import dev.cairn.explorer.store.SpanStore;

/**
 * OTLP over gRPC and over HTTP with protobuf or JSON, plain or gzip. A batch is acknowledged once
 * what of it is kept is in the store.
 */
public final class OtlpReceiver {
  /**
   * The largest batch, as sent and unpacked.
   *
   * @see <a
   *     href="https://github.com/open-telemetry/opentelemetry-collector/blob/main/config/confighttp/README.md">
   *     max_request_body_size of the Collector, 20 MiB</a>
   */
  static final int MAX_BATCH_BYTES = 20 * 1024 * 1024;

  private static final String GRPC = "/opentelemetry.proto.collector.";

  private OtlpReceiver() {}

  /** Adds both protocols to a server, on all of its ports. */
  public static void addTo(ServerBuilder server, SpanStore store) {
    Admission admission = new Admission();
    add(server, "trace.v1.TraceService", "/v1/traces", admission, new SpanSignal(store));
    add(server, "metrics.v1.MetricsService", "/v1/metrics", admission, new MetricSignal(store));
    add(server, "logs.v1.LogsService", "/v1/logs", admission, new LogSignal(store));
  }

  private static void add(
      ServerBuilder server, String grpc, String http, Admission admission, Signal signal) {
    add(server, GRPC + grpc + "/Export", new OtlpService(new GrpcWire(), admission, signal));
    add(server, http, new OtlpService(new HttpWire(), admission, signal));
  }

  private static void add(ServerBuilder server, String path, OtlpService service) {
    server
        .route()
        .path(path)
        .maxRequestLength(MAX_BATCH_BYTES)
        .errorHandler(service::givenUp)
        .build(service);
  }
}
