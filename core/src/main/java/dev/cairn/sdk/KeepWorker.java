// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sdk;

import dev.cairn.TelemetryWork;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Exports kept spans, on a thread of its own that begins with the first of them. Thread-safe; only
 * that thread ever waits for the exporter.
 *
 * <p>What the exporter fails at is counted as lost: exporters that can try again do so by
 * themselves, and what may have arrived must not be sent, and counted, twice.
 */
final class KeepWorker {
  /** The defaults of OpenTelemetry's own batches. */
  private static final int BATCH = 512;

  private static final long EXPORT_NANOS = TimeUnit.SECONDS.toNanos(30);

  /** Shorter than OpenTelemetry's five seconds: a process that is killed loses what waits. */
  private static final long DELAY_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** As long as {@code SdkTracerProvider.close()} waits. */
  private static final long SHUTDOWN_NANOS = TimeUnit.SECONDS.toNanos(10);

  private static final long TICK_MILLIS = 20;

  private final KeepQueue queue;
  private final int capacity;
  private final SpanExporter exporter;
  private final KeepCounts counts;
  private final Faults faults;
  private final CompletableResultCode ended = new CompletableResultCode();
  private CompletableResultCode asked;
  private volatile boolean started;
  private volatile boolean closed;
  private volatile long closedNanos;

  KeepWorker(SpanExporter exporter, int capacity, KeepCounts counts, Faults faults) {
    this.exporter = exporter;
    this.capacity = capacity;
    this.counts = counts;
    this.faults = faults;
    queue = new KeepQueue(capacity, Math.min(BATCH, capacity));
  }

  void add(SpanData span, Reason reason) {
    Reason lost = queue.offer(span, reason);
    if (lost != null) {
      counts.dropped(lost, closed ? "it ended after shutdown" : "the exporter is too slow");
    }
    if (!started) {
      start();
    }
  }

  private synchronized void start() {
    if (!started && !closed) {
      launch();
    }
  }

  private void launch() {
    started = true;
    Thread thread = new Thread(null, this::run, "cairn-keep", 0, false);
    thread.setDaemon(true);
    thread.start();
  }

  /** Returns what succeeds once all that was added before is exported. */
  synchronized CompletableResultCode flush() {
    if (closed) {
      return ended;
    }
    if (!started && queue.isEmpty()) {
      return guarded(exporter::flush);
    }
    start();
    if (asked == null) {
      asked = new CompletableResultCode();
      queue.hurry();
    }
    return asked;
  }

  /** What was added before this is in the queue, so whoever asked is answered by emptying it. */
  private synchronized CompletableResultCode takeAsked() {
    CompletableResultCode taken = asked;
    asked = null;
    return taken;
  }

  /** Exports what there is, for at most ten seconds, and closes the exporter. */
  synchronized CompletableResultCode shutdown() {
    if (!closed) {
      closedNanos = System.nanoTime();
      closed = true;
      queue.close();
      if (!started && queue.isEmpty()) {
        answer(ended, guarded(exporter::shutdown));
      } else if (!started) {
        launch(); // for what was added just now
      }
    }
    return ended;
  }

  private void run() {
    // An exporter that stores with a decorated client would keep itself busy for ever.
    try (TelemetryWork work = TelemetryWork.begin()) {
      while (!closed) {
        queue.await(DELAY_NANOS);
        CompletableResultCode waiting = takeAsked();
        boolean success = drain();
        if (waiting != null) {
          answer(waiting, success ? guarded(exporter::flush) : CompletableResultCode.ofFailure());
        }
      }
    } catch (Throwable fault) {
      faults.caught("keep.export", fault);
    } finally {
      end();
    }
  }

  private void end() {
    shutdown(); // where a fault ended the thread
    boolean success = drain();
    for (List<KeptSpan> rest = queue.poll(); !rest.isEmpty(); rest = queue.poll()) {
      counts.dropped(rest, "shutdown took too long");
    }
    CompletableResultCode waiting = takeAsked();
    if (waiting != null) {
      answer(
          waiting, success ? CompletableResultCode.ofSuccess() : CompletableResultCode.ofFailure());
    }
    answer(ended, guarded(exporter::shutdown));
  }

  private static void answer(CompletableResultCode question, CompletableResultCode by) {
    by.whenComplete(
        () -> {
          if (by.isSuccess()) question.succeed();
          else question.fail();
        });
  }

  /** Exports what there is: no more than what can have been there, for more may come meanwhile. */
  private boolean drain() {
    boolean success = true;
    for (int taken = 0; taken < 2 * capacity && !isLate(); ) {
      List<KeptSpan> batch = queue.poll();
      if (batch.isEmpty()) {
        break;
      }
      taken += batch.size();
      success &= export(batch);
    }
    return success;
  }

  private boolean export(List<KeptSpan> batch) {
    if (isDone(guarded(() -> exporter.export(List.copyOf(batch))))) {
      counts.exported(batch);
      return true;
    }
    counts.dropped(batch, "the exporter failed or took too long");
    return false;
  }

  /** Waits for the exporter; false where it failed or time is up. */
  private boolean isDone(CompletableResultCode result) {
    long startNanos = System.nanoTime();
    while (!result.isDone()) {
      if (System.nanoTime() - startNanos > EXPORT_NANOS || isLate() || Thread.interrupted()) {
        return false;
      }
      result.join(TICK_MILLIS, TimeUnit.MILLISECONDS);
    }
    return result.isSuccess();
  }

  private boolean isLate() {
    return closed && System.nanoTime() - closedNanos > SHUTDOWN_NANOS;
  }

  private CompletableResultCode guarded(Supplier<CompletableResultCode> call) {
    try {
      return call.get();
    } catch (Throwable fault) {
      faults.caught("keep.exporter", fault);
      return CompletableResultCode.ofFailure();
    }
  }
}
