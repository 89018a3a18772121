// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.cairn.CairnAttributes;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/** Every variant does what its name says: a benchmark of nothing is fast. Nothing is timed. */
@Timeout(60)
class RowsTest {
  private final List<SpanData> spans = new CopyOnWriteArrayList<>();
  private final List<String> sent = new CopyOnWriteArrayList<>();

  @TestFactory
  Stream<DynamicTest> everyVariant_doesWhatItsNameSays() {
    return Rows.all().stream()
        .flatMap(
            row ->
                row.variants().stream()
                    .map(
                        variant ->
                            dynamicTest(row.id() + ' ' + variant, () -> runs(row, variant))));
  }

  private void runs(Row row, Variant variant) throws Exception {
    spans.clear();
    sent.clear();
    Object result;
    try (Telemetry telemetry = new Telemetry(SimpleSpanProcessor.create(new Kept()), sent::add)) {
      Call call = row.calls().of(variant, telemetry);
      try (Scope scope = Telemetry.context(variant).makeCurrent()) {
        result = call.run();
        call.settle();
      }
    }
    boolean decorated = variant.isCairn() || variant.isOpenTelemetry();
    assertThat(spans).hasSize(decorated && variant.isSampled() ? 1 : 0);
    for (SpanData span : spans) {
      assertThat(span.getInstrumentationScopeInfo().getName().startsWith("dev.cairn"))
          .isEqualTo(variant.isCairn());
    }
    if (row.group().equals("http")) {
      told(row, variant);
    } else if (isWrite(row)) {
      wrote(row, variant);
    } else {
      read(row, variant, String.valueOf(result));
    }
  }

  /** The client passes the trace on, and the origin; to the server the trace is passed on. */
  private void told(Row row, Variant variant) {
    boolean server = row.name().startsWith("server");
    boolean decorated = variant.isCairn() || variant.isOpenTelemetry();
    assertThat(sent).hasSize(1);
    assertThat(sent.get(0).toLowerCase(Locale.ROOT).contains("traceparent"))
        .isEqualTo(server || decorated);
    assertThat(sent.get(0).contains("cairn.origin=")).isEqualTo(!server && variant.isCairn());
  }

  private static boolean isWrite(Row row) {
    return row.name().matches("(Put|Update|Batch).*");
  }

  private void wrote(Row row, Variant variant) {
    assertThat(sent).hasSize(1);
    assertThat(sent.get(0).contains("u=ada.lovelace")).isEqualTo(variant.carriesStamps());
    if (variant == Variant.CAIRN) {
      List<String> stamps = new ArrayList<>();
      stamps.add(spans.get(0).getAttributes().get(CairnAttributes.STAMP));
      List<String> each = spans.get(0).getAttributes().get(CairnAttributes.STAMPS);
      assertThat(each == null ? stamps : each)
          .hasSize(row.name().contains("25") ? Photo.MANY : 1)
          .containsOnly("written");
    }
  }

  private void read(Row row, Variant variant, String result) {
    boolean hides = variant == Variant.CAIRN || variant == Variant.CAIRN_UNSAMPLED;
    assertThat(result.contains("u=ada.lovelace")).isEqualTo(variant.carriesStamps() && !hides);
    if (variant == Variant.CAIRN || variant == Variant.CAIRN_VISIBLE) {
      assertThat(spans.get(0).getLinks()).hasSize(row.name().contains("25") ? Photo.MANY : 1);
    }
  }

  private final class Kept implements SpanExporter {
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
}
