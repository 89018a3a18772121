// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/**
 * A call of an asynchronous client. Its answer comes when the calls settle: a block is a burst that
 * is answered once all of it is under way. Not thread-safe.
 */
final class AsyncCall implements Call {
  private final CannedAsyncHttpClient http;
  private final Callable<CompletableFuture<?>> call;
  private final long[] threads;
  private final List<CompletableFuture<?>> pending = new ArrayList<>();

  AsyncCall(CannedAsyncHttpClient http, Callable<CompletableFuture<?>> call) throws Exception {
    this.http = http;
    this.call = call;
    threads = new long[] {Thread.currentThread().getId(), http.thread()};
  }

  /** Returns the future of what the application gets. */
  @Override
  public Object run() throws Exception {
    CompletableFuture<?> future = call.call();
    pending.add(future);
    return future;
  }

  @Override
  public long[] threads() {
    return threads;
  }

  @Override
  public void settle() throws Exception {
    http.answerAll();
    for (CompletableFuture<?> future : pending) {
      future.get();
    }
    pending.clear();
  }
}
