// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.testing.trace.TestSpanData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Backends that hang, fail and throw. */
@Timeout(60)
class KeepWorkerTest {
  private static final int QUEUE = 100;

  private final Backend backend = new Backend();

  private Service service() {
    return new Service(
        CairnTracing.exportTo(backend).sampler(Sampler.alwaysOff()).queueSize(QUEUE));
  }

  @Test
  void backendThatHangs_holdsNobodyUp_andLosesWhatIsLeastWanted() throws Exception {
    backend.stuck = new CountDownLatch(1);
    Service service = service();
    service.cairn.job("first", () -> service.put("first"));
    service.tracing.forceFlush();
    backend.taken.await();
    for (int i = 0; i < QUEUE; i++) {
      service.cairn.job("reading", () -> {});
    }
    for (int i = 0; i < QUEUE + 7; i++) {
      service.put("cat");
    }

    assertThat(service.counted("cairn.keep.dropped", "root")).isEqualTo(QUEUE);
    assertThat(service.counted("cairn.keep.dropped", "write")).isEqualTo(7);
    assertThat(service.counted("cairn.keep.exported", null)).isZero();
    backend.stuck.countDown();
    service.close();
    assertThat(service.counted("cairn.keep.exported", "write")).isEqualTo(QUEUE + 1);
    assertThat(backend.names("S3.PutObject")).hasSize(QUEUE + 1);
    assertThat(backend.closed).isTrue();
  }

  @Test
  void queue_givesTheStrongestReasonFirst() {
    KeepQueue queue = new KeepQueue(4, 10);
    queue.offer(span("root"), Reason.ROOT);
    queue.offer(span("event"), Reason.EVENT);
    queue.offer(span("error"), Reason.ERROR);
    queue.offer(span("write"), Reason.WRITE);
    assertThat(queue.offer(span("late root"), Reason.ROOT)).isEqualTo(Reason.ROOT);
    assertThat(queue.offer(span("late write"), Reason.WRITE)).isEqualTo(Reason.ROOT);
    assertThat(queue.offer(span("late event"), Reason.EVENT)).isEqualTo(Reason.EVENT);

    assertThat(queue.poll())
        .extracting(SpanData::getName)
        .containsExactly("write", "late write", "error", "event");
    assertThat(queue.poll()).isEmpty();
    queue.close();
    assertThat(queue.offer(span("later"), Reason.WRITE)).isEqualTo(Reason.WRITE);
  }

  private static SpanData span(String name) {
    return TestSpanData.builder()
        .setName(name)
        .setKind(SpanKind.INTERNAL)
        .setStartEpochNanos(1)
        .setEndEpochNanos(2)
        .setStatus(StatusData.unset())
        .setHasEnded(true)
        .build();
  }

  @Test
  void backendThatThrowsOrFails_costsItsBatchAlone() {
    Service service = service();
    backend.fault = new AssertionError("injected");
    service.put("thrown");
    service.flush();
    backend.fault = null;
    backend.fails = true;
    service.put("failed");
    assertThat(service.tracing.forceFlush().join(10, TimeUnit.SECONDS).isSuccess()).isFalse();
    backend.fails = false;
    service.put("arrives");
    assertThat(service.tracing.forceFlush().join(10, TimeUnit.SECONDS).isSuccess()).isTrue();
    service.close();

    assertThat(service.counted("cairn.keep.dropped", "write")).isEqualTo(2);
    assertThat(service.counted("cairn.keep.exported", "write")).isEqualTo(1);
    assertThat(service.counted("cairn.faults", null)).isEqualTo(1);
  }

  @Test
  void flush_isAnsweredWhenAllIsExported_evenIfMoreIsAskedMeanwhile() {
    Service service = service();
    for (int round = 0; round < 50; round++) {
      service.put("cat");
      CompletableResultCode first = service.tracing.forceFlush();
      service.put("cat");
      CompletableResultCode second = service.tracing.forceFlush();
      first.join(10, TimeUnit.SECONDS);
      second.join(10, TimeUnit.SECONDS);
      assertThat(backend.names("S3.PutObject")).hasSize(2 * (round + 1));
    }
    service.close();
  }

  @Test
  void nothingKept_startsNoThread_andClosesTheExporter() {
    Set<Thread> before = threads();
    Service service = service();
    service.others.spanBuilder("poll").startSpan().end();
    service.flush();

    assertThat(before).containsAll(threads());
    service.close();
    assertThat(backend.closed).isTrue();
  }

  private static Set<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("cairn-keep"))
        .collect(Collectors.toSet());
  }

  @Test
  void backendThatStoresByADecoratedClient_doesNotKeepItselfBusy() {
    Service service = service();
    backend.onExport = () -> service.put("spans");
    service.put("cat");
    service.flush();
    service.flush();
    service.close();

    assertThat(backend.names("S3.PutObject")).hasSize(1);
  }

  @Test
  void spanThatEndsAfterShutdown_isCounted() {
    Service service = service();
    service.put("in time");
    var late = service.begin("PutObject", "late");
    service.close();
    late.answered(200);
    late.end(Service.applied());

    assertThat(service.counted("cairn.keep.exported", "write")).isEqualTo(1);
    assertThat(service.counted("cairn.keep.dropped", "write")).isEqualTo(1);
  }

  private static final class Backend implements SpanExporter {
    private final List<SpanData> spans = Collections.synchronizedList(new ArrayList<>());
    final CountDownLatch taken = new CountDownLatch(1);
    volatile CountDownLatch stuck = new CountDownLatch(0);
    volatile Error fault;
    volatile Runnable onExport = () -> {};
    volatile boolean fails;
    volatile boolean closed;

    List<String> names(String name) {
      synchronized (spans) {
        return spans.stream().map(SpanData::getName).filter(name::equals).toList();
      }
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> batch) {
      taken.countDown();
      if (fault != null) {
        throw fault;
      }
      try {
        stuck.await();
      } catch (InterruptedException e) {
        return CompletableResultCode.ofFailure();
      }
      if (fails) {
        return CompletableResultCode.ofFailure();
      }
      onExport.run();
      spans.addAll(batch);
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode flush() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
      closed = true;
      return CompletableResultCode.ofSuccess();
    }
  }
}
