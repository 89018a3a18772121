// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.benchmarks;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.sun.management.ThreadMXBean;
import dev.cairn.CairnAttributes;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/** Every variant does what its name says: a benchmark of nothing is fast. Nothing is timed. */
@Timeout(60)
class RowsTest {
  /** What spans of a sampled variant say of the stamp of a write. */
  private static final Map<Variant, String> OF_STAMPS =
      Map.of(
          Variant.CAIRN, "written",
          Variant.CAIRN_PLAIN, "skipped:off",
          Variant.CAIRN_NO_ORIGIN, "skipped:no-origin",
          Variant.CAIRN_NEVER_STAMPED, "skipped:would-create");

  private static final long BURST = 200;
  private static final Pattern STAMP = Pattern.compile("00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]");
  private static final Pattern METADATA = Pattern.compile("x-amz-meta-cairn=\\[[^]]*]");

  private final List<SpanData> spans = new CopyOnWriteArrayList<>();
  private final List<String> sent = new CopyOnWriteArrayList<>();
  private final List<String> emitted = new CopyOnWriteArrayList<>();

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

  @TestFactory
  Stream<DynamicTest> asynchronousCalls_workOnNoThreadThatIsNotCounted() {
    return Rows.all().stream()
        .filter(row -> row.group().equals("async"))
        .flatMap(
            row ->
                row.variants().stream()
                    .map(
                        variant ->
                            dynamicTest(
                                row.id() + ' ' + variant, () -> worksWhereItCounts(row, variant))));
  }

  private void worksWhereItCounts(Row row, Variant variant) throws Exception {
    try (Telemetry telemetry = telemetry()) {
      Call call = row.call(variant, telemetry);
      burst(call, variant);
      Map<Long, Long> before = allocated();
      burst(call, variant);
      Map<Long, Long> took = allocated();
      took.replaceAll((thread, bytes) -> bytes - before.getOrDefault(thread, 0L));
      for (long counted : call.threads()) {
        assertThat(took.remove(counted)).isGreaterThan(BURST * 1000);
      }
      assertThat(took.values().stream().mapToLong(bytes -> bytes).sum()).isLessThan(BURST * 100);
    }
  }

  private static void burst(Call call, Variant variant) throws Exception {
    try (Scope scope = Telemetry.context(variant).makeCurrent()) {
      for (int i = 0; i < BURST; i++) {
        call.run();
      }
      call.settle();
    }
  }

  /** Returns what each thread has allocated; those of the JVM itself, as its finalizer, aside. */
  private static Map<Long, Long> allocated() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> !"system".equals(group(thread)))
        .map(Thread::getId)
        .collect(toMap(thread -> thread, threads::getThreadAllocatedBytes));
  }

  private static String group(Thread thread) {
    ThreadGroup group = thread.getThreadGroup();
    return group == null ? null : group.getName(); // it has just ended
  }

  private void runs(Row row, Variant variant) throws Exception {
    Object result = result(row, variant);
    boolean decorated = variant.isCairn() || variant.isOpenTelemetry();
    assertThat(spans).hasSize(decorated && variant.isSampled() ? 1 : 0);
    for (SpanData span : spans) {
      assertThat(span.getInstrumentationScopeInfo().getName().startsWith("dev.cairn"))
          .isEqualTo(variant.isCairn());
    }
    emitted(row, variant);
    if (row.group().equals("http") || row.group().equals("servlet")) {
      told(row, variant);
    } else if (isWrite(row)) {
      wrote(row, variant);
    } else {
      read(row, variant, String.valueOf(result));
    }
    if (row.group().equals("async")) {
      String payload = payload();
      result(Rows.of("v2." + row.name().replace(' ', '-')), variant);
      assertThat(payload).isEqualTo(payload());
    }
  }

  /** Makes one call, and returns what the application gets in the end. */
  private Object result(Row row, Variant variant) throws Exception {
    spans.clear();
    sent.clear();
    emitted.clear();
    try (Telemetry telemetry = telemetry()) {
      Call call = row.call(variant, telemetry);
      try (Scope scope = Telemetry.context(variant).makeCurrent()) {
        Object result = call.run();
        call.settle();
        return result instanceof CompletableFuture<?> future ? future.get() : result;
      }
    }
  }

  private Telemetry telemetry() {
    return new Telemetry(SimpleSpanProcessor.create(new Kept()), new XRay(emitted::add), sent::add);
  }

  /** Returns of what was sent what is stored: the body, and metadata of S3. */
  private String payload() {
    String all = sent.get(0);
    Matcher metadata = METADATA.matcher(all);
    return (metadata.find() ? metadata.group() : "") + all.substring(all.indexOf('\n'));
  }

  /** X-Ray's SDK sends the segment, and within it what it knows of the call. */
  private void emitted(Row row, Variant variant) {
    assertThat(emitted)
        .hasSize(variant.isWithinSegment() && variant.isSampled() ? 1 : 0)
        .allMatch(segment -> segment.contains("subsegments") == variant.isXRay())
        .allMatch(segment -> segment.contains(operation(row)) == variant.isXRay());
    if (variant.isXRay()) {
      assertThat(sent.get(0).toLowerCase(Locale.ROOT)).contains("root=1-4bf92f35-77b34da6a3ce");
    }
  }

  private static String operation(Row row) {
    return '"' + row.name().split(" ")[0] + '"';
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
    assertThat(STAMP.matcher(sent.get(0)).find()).isEqualTo(variant.carriesStamps());
    String stamp = OF_STAMPS.get(variant);
    if (stamp != null) {
      List<String> stamps = new ArrayList<>();
      stamps.add(spans.get(0).getAttributes().get(CairnAttributes.STAMP));
      List<String> each = spans.get(0).getAttributes().get(CairnAttributes.STAMPS);
      assertThat(each == null ? stamps : each)
          .hasSize(row.name().contains("25") ? Photo.MANY : 1)
          .containsOnly(stamp);
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
