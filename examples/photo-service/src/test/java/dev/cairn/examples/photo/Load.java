// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.examples.photo;

import com.sun.management.OperatingSystemMXBean;
import dev.cairn.local.LocalAws;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;

/**
 * The photo service under load, on servers that stand in for AWS: some visitors who wait for
 * nothing but answers. All services that are compared live in this process and take turns.
 */
final class Load implements AutoCloseable {
  static final int VISITORS = 4;

  private static final OperatingSystemMXBean PROCESS =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  static {
    // Else the JDK's server now and then waits 40 ms for an acknowledgement; it asks once.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final OtlpSink sink = new OtlpSink();
  private final DemoAws aws = new DemoAws(LocalAws.start());
  private final HttpClient http = HttpClient.newHttpClient();
  private final ExecutorService visitors = Executors.newFixedThreadPool(VISITORS);
  private final Map<String, PhotoService> services = new LinkedHashMap<>();

  Load() throws IOException {
    Map<String, String> environment = aws.environment();
    Map.of(
            "otel.exporter.otlp.endpoint", sink.url(),
            "otel.exporter.otlp.protocol", "http/protobuf",
            "otel.logs.exporter", "none",
            "aws.region", environment.get("AWS_REGION"),
            "aws.accessKeyId", environment.get("AWS_ACCESS_KEY_ID"),
            "aws.secretAccessKey", environment.get("AWS_SECRET_ACCESS_KEY"))
        .forEach(System::setProperty);
  }

  /** Starts one more service, with a bucket and tables of its own. */
  void add(String name, Decoration decoration) {
    Settings settings =
        new Settings(name, name + ".photos", name + ".thumbnails", 0, aws.endpoints(), decoration);
    aws.create(settings).join();
    services.put(name, new PhotoService(settings, Visitor.users(VISITORS)));
  }

  /** Returns how many bytes of telemetry were exported. */
  long exportedBytes() {
    services.values().forEach(PhotoService::flush);
    return sink.bytes();
  }

  /** Puts a service under load for so long, or a little longer: visits are finished. */
  Block run(String name, Duration time) throws InterruptedException {
    long cpu = PROCESS.getProcessCpuTime();
    long start = System.nanoTime();
    List<Future<LongStream>> visits = new ArrayList<>();
    for (int i = 0; i < VISITORS; i++) {
      Visitor visitor = new Visitor(http, services.get(name).address(), i);
      visits.add(visitors.submit(() -> visit(visitor, start + time.toNanos())));
    }
    long[] nanos = visits.stream().flatMapToLong(Load::join).toArray();
    return Block.of(nanos, System.nanoTime() - start, PROCESS.getProcessCpuTime() - cpu);
  }

  private static LongStream visit(Visitor visitor, long until) throws Exception {
    LongStream.Builder took = LongStream.builder();
    while (System.nanoTime() < until) {
      visitor.visit(took);
    }
    return took.build();
  }

  private static LongStream join(Future<LongStream> visit) {
    try {
      return visit.get();
    } catch (ExecutionException failed) {
      throw new IllegalStateException("a request failed", failed.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  @Override
  public void close() {
    visitors.shutdownNow();
    services.values().forEach(PhotoService::close);
    sink.close();
    aws.close();
  }
}
