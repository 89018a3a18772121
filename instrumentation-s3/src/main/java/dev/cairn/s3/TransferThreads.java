// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.s3;

import dev.cairn.TelemetryWork;
import io.opentelemetry.context.Context;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The threads of a transfer manager of SDK 1.x: work there runs in the context of whoever handed it
 * over, and within its {@link TelemetryWork} where that was a hook of telemetry.
 */
final class TransferThreads extends AbstractExecutorService {
  private final ExecutorService threads;

  TransferThreads(ExecutorService threads) {
    this.threads = threads;
  }

  @Override
  public void execute(Runnable work) {
    threads.execute(Context.current().wrap(TelemetryWork.wrap(work)));
  }

  @Override
  public void shutdown() {
    threads.shutdown();
  }

  @Override
  public List<Runnable> shutdownNow() {
    return threads.shutdownNow();
  }

  @Override
  public boolean isShutdown() {
    return threads.isShutdown();
  }

  @Override
  public boolean isTerminated() {
    return threads.isTerminated();
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
    return threads.awaitTermination(timeout, unit);
  }
}
