// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.otlp;

import com.linecorp.armeria.common.util.BlockingTaskExecutor;
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

  private final ServerBuilder server;
  private final Admission admission = new Admission();

  /**
   * They read batches and wait for nothing, so there are no more than cores: of a batch that is
   * half read, everything that was made is alive, and copied by each collection of garbage.
   */
  private final BlockingTaskExecutor readers =
      BlockingTaskExecutor.builder()
          .threadNamePrefix("cairn-otlp")
          .numThreads(Runtime.getRuntime().availableProcessors())
          .build();

  private OtlpReceiver(ServerBuilder server) {
    this.server = server;
  }

  /** Adds both protocols to a server, on all of its ports. */
  public static void addTo(ServerBuilder server, SpanStore store) {
    OtlpReceiver receiver = new OtlpReceiver(server);
    receiver.add("trace.v1.TraceService", "/v1/traces", new SpanSignal(store));
    receiver.add("metrics.v1.MetricsService", "/v1/metrics", new MetricSignal(store));
    receiver.add("logs.v1.LogsService", "/v1/logs", new LogSignal(store));
  }

  private void add(String grpc, String http, Signal signal) {
    add(GRPC + grpc + "/Export", new OtlpService(new GrpcWire(), admission, signal));
    add(http, new OtlpService(new HttpWire(), admission, signal));
  }

  private void add(String path, OtlpService service) {
    server
        .route()
        .path(path)
        .blockingTaskExecutor(readers, true)
        .maxRequestLength(MAX_BATCH_BYTES)
        .errorHandler(service::givenUp)
        .build(service);
  }
}
