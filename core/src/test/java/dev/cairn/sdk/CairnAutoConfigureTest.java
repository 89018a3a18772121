// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.Cairn;
import dev.cairn.CairnAttributes;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigurationException;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CairnAutoConfigureTest {
  private final List<String> exported = Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger closings = new AtomicInteger();

  /** Runs jobs with an SDK configured by these settings, and closes it. */
  private void run(Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(settings);
    all.put("otel.traces.exporter", "otlp");
    all.put("otel.metrics.exporter", "none");
    all.put("otel.logs.exporter", "none");
    var sdk =
        CairnAutoConfigure.customize(
                AutoConfiguredOpenTelemetrySdk.builder()
                    .disableShutdownHook()
                    .addSpanExporterCustomizer((otlp, config) -> new Backend())
                    .addPropertiesSupplier(() -> all))
            .build()
            .getOpenTelemetrySdk();
    Cairn cairn = Cairn.create(sdk);
    cairn.job("reading", () -> {});
    cairn.job("writing", () -> Service.put(cairn, "cat"));
    sdk.close();
  }

  @ParameterizedTest
  @CsvSource({"always_off", "parentbased_always_off", "parentbased_traceidratio", "traceidratio"})
  void whatMatters_isExported_whicheverSamplerIsConfigured(String sampler) {
    run(Map.of("otel.traces.sampler", sampler, "otel.traces.sampler.arg", "0"));

    assertThat(exported)
        .containsExactlyInAnyOrder("root job reading", "root job writing", "write S3.PutObject");
    assertThat(closings).as("once, after both processors").hasValue(1);
  }

  @Test
  void whatIsSampled_isExportedOnce() {
    run(Map.of());

    assertThat(exported)
        .containsExactlyInAnyOrder("null job reading", "null job writing", "null S3.PutObject");
    assertThat(closings).hasValue(1);
  }

  @Test
  void keep_isWrites_orOff_bySetting() {
    run(Map.of("otel.traces.sampler", "always_off", "cairn.keep", "writes"));
    assertThat(exported).containsExactlyInAnyOrder("root job writing", "write S3.PutObject");

    exported.clear();
    run(Map.of("otel.traces.sampler", "always_off", "cairn.keep", "off"));
    assertThat(exported).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "cairn.keep, all, 'all'",
    "cairn.keep.queue.size, 0, less than 1",
    "cairn.keep.queue.size, many, many",
    "cairn.keep.errors, -1, less than 0"
  })
  void wrongSetting_isNamed(String setting, String value, String message) {
    assertThatThrownBy(() -> run(Map.of(setting, value)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(setting)
        .hasMessageContaining(message);
  }

  private final class Backend implements SpanExporter {
    private volatile boolean closed;

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
      if (closed) {
        return CompletableResultCode.ofFailure();
      }
      spans.forEach(
          span ->
              exported.add(span.getAttributes().get(CairnAttributes.KEPT) + " " + span.getName()));
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode flush() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
      closed = true;
      closings.incrementAndGet();
      return CompletableResultCode.ofSuccess();
    }
  }
}
