// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.CairnAttributes;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Over real OTLP, beside the application's own batches of what is sampled. */
class KeepOtlpTest {
  private static final String ADDRESS = CairnAttributes.ADDRESS.getKey();
  private static final int SAMPLED = 1; // W3C's flag, in the low bits of OTLP's

  private static SpanExporter exporter(Collector collector) {
    return OtlpHttpSpanExporter.builder().setEndpoint(collector.endpoint() + "/v1/traces").build();
  }

  private static Service service(Collector collector, Sampler sampler) {
    return new Service(
        CairnTracing.exportTo(exporter(collector)).sampler(sampler).errorsPerSecond(1_000_000),
        BatchSpanProcessor.builder(exporter(collector)).setMaxQueueSize(100_000).build());
  }

  @Provide
  Arbitrary<Double> ratios() {
    return Arbitraries.of(1.0, 0.01, 0.0);
  }

  @Property(tries = 30, shrinking = ShrinkingMode.OFF)
  void whatMatters_isExportedOnce_atAnyRatio(
      @ForAll("ratios") double ratio, @ForAll long seed, @ForAll boolean parentBased)
      throws Exception {
    Sampler byRatio = Sampler.traceIdRatioBased(ratio);
    Traffic traffic = new Traffic(new Random(seed));
    try (Collector collector = new Collector()) {
      try (Service service =
          service(collector, parentBased ? Sampler.parentBased(byRatio) : byRatio)) {
        traffic.run(service);
      }
      List<String> addresses = collector.values(ADDRESS);
      assertThat(addresses).containsAll(traffic.mustBeKept).doesNotHaveDuplicates();
      assertThat(collector.spans())
          .filteredOn(span -> span.getName().startsWith("job "))
          .hasSize(traffic.requests);
      assertThat(collector.spans()).extracting(Span::getSpanId).doesNotHaveDuplicates();
      assertThat(collector.spans())
          .allSatisfy(
              span ->
                  assertThat((span.getFlags() & SAMPLED) == SAMPLED)
                      .as("sampled, or kept for a reason: %s", span)
                      .isNotEqualTo(isKept(span)));
      if (ratio == 1.0) {
        assertThat(collector.values(CairnAttributes.KEPT.getKey())).isEmpty();
        assertThat(addresses).containsAll(traffic.others);
      }
    }
  }

  private static boolean isKept(Span span) {
    return span.getAttributesList().stream()
        .anyMatch(attribute -> attribute.getKey().equals(CairnAttributes.KEPT.getKey()));
  }

  /** Random requests, and what must be known of them, written down as they are made. */
  private static final class Traffic {
    private final Random random;
    final List<String> mustBeKept = new ArrayList<>();
    final List<String> others = new ArrayList<>();
    int requests;

    Traffic(Random random) {
      this.random = random;
    }

    void run(Service service) {
      for (int i = random.nextInt(30); i >= 0; i--) {
        if (random.nextInt(4) == 0) {
          calls(service); // on nobody's behalf
        } else {
          requests++;
          service.cairn.job("request", () -> calls(service));
        }
      }
    }

    private void calls(Service service) {
      for (int i = random.nextInt(5); i > 0; i--) {
        String key = "k" + (mustBeKept.size() + others.size());
        String address = "s3://photos/" + key;
        switch (random.nextInt(5)) {
          case 0 -> call(service, "PutObject", key, 200, mustBeKept.add(address));
          case 1 -> call(service, "CopyObject", key, 503, mustBeKept.add(address));
          case 2 -> call(service, "DeleteObject", key, 412, others.add(address));
          case 3 -> call(service, "GetObject", key, 200, others.add(address));
          default -> call(service, "GetObject", key, 403, mustBeKept.add(address));
        }
      }
    }

    private static void call(
        Service service, String operation, String key, int status, boolean noted) {
      service.call(operation, key, status);
    }
  }

  @Test
  @Timeout(30)
  void collectorThatHangs_holdsNobodyUp() throws Exception {
    try (Collector collector = new Collector()) {
      collector.stuck = true;
      Service service = service(collector, Sampler.alwaysOff());
      for (int i = 0; i < 20_000; i++) {
        service.put("cat");
      }
      var flushed = service.tracing.forceFlush();
      var closed = service.tracing.shutdown();

      assertThat(flushed.isDone()).isFalse();
      assertThat(closed.isDone()).isFalse();
      long lost = service.counted("cairn.keep.dropped", "write");
      assertThat(lost).isBetween(20_000L - 8192 - 512, 20_000L - 8192);
    }
  }

  @Test
  @Timeout(60)
  void processThatIsTerminated_losesNothing() throws Exception {
    try (Collector collector = new Collector()) {
      ProcessBuilder java =
          new ProcessBuilder(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-cp",
              System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
              Terminated.class.getName());
      java.environment().put("OTEL_EXPORTER_OTLP_ENDPOINT", collector.endpoint());
      java.environment().put("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf");
      java.environment().put("OTEL_TRACES_SAMPLER", "always_off");
      java.environment().put("OTEL_METRICS_EXPORTER", "none");
      java.environment().put("OTEL_LOGS_EXPORTER", "none");
      Process process = java.redirectError(ProcessBuilder.Redirect.INHERIT).start();
      try (BufferedReader out =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
        assertThat(out.readLine()).isEqualTo("stored");
        process.destroy();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      } finally {
        process.destroyForcibly();
      }

      assertThat(collector.values(CairnAttributes.KEPT.getKey()))
          .hasSize(2 * Terminated.WRITES)
          .containsOnly("write", "root");
    }
  }
}
