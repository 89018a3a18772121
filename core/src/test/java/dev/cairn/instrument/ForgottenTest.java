// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.Cairn;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The sweep that ends calls which an SDK forgets. */
class ForgottenTest {
  private final InMemoryMetricReader metrics = InMemoryMetricReader.create();
  private final CountDownLatch release = new CountDownLatch(1);
  private final CountDownLatch stuck = new CountDownLatch(1);
  private final AtomicInteger ended = new AtomicInteger();
  private boolean blocks;

  private final StorageHandler handler =
      StorageHandler.s3(
          Cairn.create(
              OpenTelemetrySdk.builder()
                  .setTracerProvider(
                      SdkTracerProvider.builder().addSpanProcessor(new Blocking()).build())
                  .setMeterProvider(
                      SdkMeterProvider.builder().registerMetricReader(metrics).build())
                  .build()));

  private final class Blocking implements SpanProcessor {
    @Override
    public void onStart(Context parentContext, ReadWriteSpan span) {}

    @Override
    public boolean isStartRequired() {
      return false;
    }

    @Override
    public void onEnd(ReadableSpan span) {
      ended.incrementAndGet();
      stuck.countDown();
      try {
        if (blocks) {
          release.await();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public boolean isEndRequired() {
      return true;
    }
  }

  private record Put() implements StorageRequest {
    @Override
    public String operation() {
      return "PutObject";
    }

    @Override
    public String container() {
      return "photos";
    }
  }

  /** Begins a call of which nobody hears again. */
  private void forget() {
    StorageCall call = handler.prepare(new Put(), handler.caller());
    assertThat(call.traceHeader()).isNotNull();
    call.sending("localhost", 80);
  }

  private static void collectUntil(BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("gave up waiting").isLessThan(deadline);
      System.gc();
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
  }

  private long unwatched() {
    return metrics.collectAllMetrics().stream()
        .filter(metric -> metric.getName().equals("cairn.faults"))
        .flatMap(metric -> metric.getLongSumData().getPoints().stream())
        .filter(point -> point.getAttributes().asMap().containsValue("s3.sweep"))
        .mapToLong(point -> point.getValue())
        .sum();
  }

  @Test
  void stuckSweep_keepsABoundedNumberOfCalls_andGoesOn() throws Exception {
    blocks = true;
    forget();
    collectUntil(() -> stuck.getCount() == 0);

    int more = 100;
    for (int call = 0; call < Forgotten.MAX_WATCHED + more; call++) {
      forget();
    }
    assertThat(unwatched()).isBetween((long) more, more + 10L);
    release.countDown();
    collectUntil(() -> ended.get() >= Forgotten.MAX_WATCHED - 10);

    long before = unwatched();
    forget();
    assertThat(unwatched()).as("watched again").isEqualTo(before);
  }

  @Test
  @Timeout(20)
  void cancellation_doesNotWaitForTheHookThatSeesTheEnd() throws Exception {
    blocks = true;
    Caller caller = handler.caller();
    StorageCall call = handler.prepare(new Put(), caller);
    call.sending("localhost", 80);
    CompletableFuture<Void> end =
        CompletableFuture.runAsync(() -> call.end(new StorageAnswer() {}));
    stuck.await();
    caller.done(new CancellationException());
    assertThat(end).isNotDone();

    release.countDown();
    end.join();
    assertThat(ended).hasValue(1);
  }

  @Test
  void callThatEnds_isWatchedNoLonger() {
    int calls = 2 * Forgotten.MAX_WATCHED;
    for (int i = 0; i < calls; i++) {
      StorageCall call = handler.prepare(new Put(), handler.caller());
      call.traceHeader();
      call.sending("localhost", 80);
      call.end(new StorageAnswer() {});
    }

    assertThat(ended).hasValue(calls);
    assertThat(unwatched()).isZero();
  }
}
