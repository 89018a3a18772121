// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.CairnAttributes;
import dev.cairn.Stamp;
import dev.cairn.instrument.StorageCall;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is kept, with a real SDK whose sampler drops all unless the test says otherwise. */
class CairnTracingTest {
  private static final String STAMP = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  private InMemorySpanExporter kept;
  private InMemorySpanExporter sampled;
  private Service service;

  @BeforeEach
  void start() {
    start(Sampler.alwaysOff(), UnaryOperator.identity());
  }

  private void start(Sampler sampler, UnaryOperator<CairnTracing> settings) {
    close();
    kept = InMemorySpanExporter.create();
    sampled = InMemorySpanExporter.create();
    service =
        new Service(
            settings.apply(CairnTracing.exportTo(kept).sampler(sampler)),
            SimpleSpanProcessor.create(sampled));
  }

  @AfterEach
  void close() {
    if (service != null) {
      service.close();
    }
  }

  /** Returns the names of what was kept, each with why. */
  private Map<String, String> kept() {
    service.flush();
    return kept.getFinishedSpanItems().stream()
        .collect(Collectors.toMap(SpanData::getName, CairnTracingTest::why));
  }

  private static String why(SpanData span) {
    return span.getAttributes().get(CairnAttributes.KEPT);
  }

  private void root(String name, Runnable work) {
    Span root = service.others.spanBuilder(name).setNoParent().startSpan();
    try (Scope ignored = root.makeCurrent()) {
      work.run();
    } finally {
      root.end();
    }
  }

  @Test
  void write_isKept_withTheRequestItServes() {
    service.cairn.job("nightly", () -> service.put("cat"));

    assertThat(kept())
        .containsOnly(Map.entry("S3.PutObject", "write"), Map.entry("job nightly", "root"));
    assertThat(kept.getFinishedSpanItems())
        .allSatisfy(span -> assertThat(span.getSpanContext().isSampled()).isFalse())
        .extracting(SpanData::getTraceId)
        .containsOnly(kept.getFinishedSpanItems().get(0).getTraceId());
    assertThat(sampled.getFinishedSpanItems()).isEmpty();
  }

  @Test
  void keptSpan_isTheSpan_butForTheReason() {
    service.cairn.job("nightly", () -> service.put("cat"));
    service.flush();

    SpanData write = kept.getFinishedSpanItems().get(0);
    assertThat(write.getAttributes().get(CairnAttributes.ADDRESS)).isEqualTo("s3://photos/cat");
    assertThat(write.getAttributes().get(CairnAttributes.ORIGIN_REQUEST)).isEqualTo("job nightly");
    assertThat(write.getTotalAttributeCount()).isEqualTo(write.getAttributes().size());
    assertThat(write.hasEnded()).isTrue();
  }

  @Test
  void write_isKept_whetherItIsKnownToBeApplied_butNotIfRejected() {
    root(
        "poll",
        () -> {
          service.call("DeleteObject", "rejected", 412);
          service.call("GetObject", "read", 200);
        });
    assertThat(kept()).isEmpty();

    root("flaky", () -> service.call("CopyObject", "unknown", 503));
    assertThat(kept())
        .containsOnly(Map.entry("S3.CopyObject", "write"), Map.entry("flaky", "root"));
  }

  @Test
  void read_isKept_whenItFails() {
    root("page", () -> service.call("GetObject", "cat", 403));

    assertThat(kept()).containsOnly(Map.entry("S3.GetObject", "error"), Map.entry("page", "root"));
  }

  @Test
  void root_isKept_forItsOwnError() {
    root("page", () -> Span.current().setStatus(StatusCode.ERROR));

    assertThat(kept()).containsOnly(Map.entry("page", "error"));
  }

  @Test
  void spanWithEvent_isKept() {
    root("thanks", () -> service.cairn.event("thanked"));
    root("caught", () -> service.cairn.error(new IllegalStateException()));

    assertThat(kept()).containsOnly(Map.entry("thanks", "event"), Map.entry("caught", "error"));
  }

  @Test
  void root_isKept_whereItHasAnOrigin_unlessOnlyWritesAreAskedFor() {
    root("poll", () -> {});
    service.cairn.job("reading", () -> service.call("GetObject", "cat", 200));
    assertThat(kept()).containsOnly(Map.entry("job reading", "root"));

    start(Sampler.alwaysOff(), tracing -> tracing.keep(Keep.WRITES));
    service.cairn.job("reading", () -> service.call("GetObject", "cat", 200));
    assertThat(kept()).isEmpty();
    service.cairn.job("writing", () -> service.put("cat"));
    assertThat(kept())
        .containsOnly(Map.entry("S3.PutObject", "write"), Map.entry("job writing", "root"));
  }

  @Test
  void root_isKept_forWhatComesAfterItsEnd() {
    StorageCall[] late = new StorageCall[1];
    root("async", () -> late[0] = service.begin("PutObject", "cat"));
    assertThat(kept()).isEmpty();

    late[0].answered(200);
    late[0].end(Service.applied());
    assertThat(kept()).containsOnly(Map.entry("S3.PutObject", "write"), Map.entry("async", "root"));
  }

  @Test
  void root_isKept_forAWriteBelowASpanThatTheSamplerDropped() {
    root(
        "page",
        () -> {
          Span dropped = service.others.spanBuilder("layer").startSpan();
          assertThat(dropped.isRecording()).isFalse();
          try (Scope ignored = dropped.makeCurrent()) {
            service.put("cat");
          }
          dropped.end();
        });

    assertThat(kept()).containsOnly(Map.entry("S3.PutObject", "write"), Map.entry("page", "root"));
  }

  @Test
  void rootOfRemoteParent_isKept_forWorkOnBehalfOfAStamp() {
    SpanContext sender =
        SpanContext.createFromRemoteParent(
            "0af7651916cd43dd8448eb211c80319c",
            "b7ad6b7169203331",
            TraceFlags.getDefault(),
            TraceState.getDefault());
    Span consumer =
        service
            .others
            .spanBuilder("consume")
            .setParent(Context.root().with(Span.wrap(sender)))
            .startSpan();
    try (Scope inSpan = consumer.makeCurrent();
        Scope ignored = Stamp.parse(STAMP).resume().makeCurrent()) {
      service.put("cat");
    }
    consumer.end();

    assertThat(kept())
        .containsOnly(Map.entry("S3.PutObject", "write"), Map.entry("consume", "root"));
    assertThat(kept.getFinishedSpanItems())
        .extracting(SpanData::getTraceId)
        .containsOnly(sender.getTraceId());
  }

  @Test
  void sampledSpan_isLeftToTheApplication() {
    start(Sampler.parentBased(Sampler.alwaysOn()), UnaryOperator.identity());
    service.cairn.job("nightly", () -> service.put("cat"));

    assertThat(kept()).isEmpty();
    assertThat(sampled.getFinishedSpanItems()).hasSize(2);
    assertThat(sampled.getFinishedSpanItems())
        .extracting(CairnTracingTest::why)
        .containsOnlyNulls();
  }

  @Test
  void root_isKept_forASampledWriteBelowIt() {
    start(new WritesAlone(), tracing -> tracing.keep(Keep.WRITES));
    root("page", () -> service.put("cat"));

    assertThat(kept()).containsOnly(Map.entry("page", "root"));
    assertThat(sampled.getFinishedSpanItems())
        .extracting(SpanData::getName)
        .containsExactly("S3.PutObject");
  }

  @Test
  void everySpan_isExportedOnce_whateverTheRatio() {
    start(Sampler.parentBased(Sampler.traceIdRatioBased(0.5)), UnaryOperator.identity());
    for (int i = 0; i < 200; i++) {
      service.cairn.job("nightly", () -> service.put("cat"));
    }
    service.flush();

    List<SpanData> all =
        List.of(kept, sampled).stream().flatMap(e -> e.getFinishedSpanItems().stream()).toList();
    assertThat(all).extracting(SpanData::getSpanId).hasSize(400).doesNotHaveDuplicates();
    assertThat(kept.getFinishedSpanItems()).isNotEmpty();
    assertThat(sampled.getFinishedSpanItems()).isNotEmpty();
    Map<String, Long> names =
        all.stream()
            .map(SpanData::getName)
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    assertThat(names).containsOnly(Map.entry("S3.PutObject", 200L), Map.entry("job nightly", 200L));
  }

  @Test
  void errors_areLimited_andCounted_butForTheRootsOfRequests() {
    start(Sampler.alwaysOff(), tracing -> tracing.errorsPerSecond(0));
    service.cairn.job(
        "failing",
        () -> {
          service.call("GetObject", "cat", 403);
          Span.current().setStatus(StatusCode.ERROR);
        });

    assertThat(kept()).containsOnly(Map.entry("job failing", "root"));
    assertThat(service.counted("cairn.keep.dropped", "error")).isEqualTo(1);
    assertThat(service.counted("cairn.keep.dropped", null)).isEqualTo(1);
    assertThat(service.counted("cairn.keep.exported", "root")).isEqualTo(1);
  }

  @Test
  void settings_sayWhatIsWrong() {
    assertThatThrownBy(() -> CairnTracing.exportTo(kept).queueSize(0))
        .hasMessageContaining("queueSize: 0");
    assertThatThrownBy(() -> CairnTracing.exportTo(kept).errorsPerSecond(-1))
        .hasMessageContaining("errorsPerSecond: -1");
    assertThatThrownBy(() -> CairnTracing.exportTo(null)).hasMessageContaining("exporter");
  }
}
