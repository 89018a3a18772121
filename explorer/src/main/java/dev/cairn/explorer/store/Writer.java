// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The one thread that writes. Whatever waits when it comes by is committed together: alone, a batch
 * is not held up; under load, while one group is being committed, the next one gathers.
 */
final class Writer implements AutoCloseable {
  private static final Logger LOGGER = Logger.getLogger(Writer.class.getName());

  /** A group takes no more batches beyond so many spans, lest the first wait for the last. */
  static final int MAX_GROUP_SPANS = 10_000;

  /** Even where nothing comes in, there is upkeep: what is kept grows old. */
  private static final int IDLE_SECONDS = 60;

  /** Batches beyond these wait outside: their senders are held back. */
  private static final int MAX_WAITING = 64;

  private final BlockingQueue<Waiting> queue = new ArrayBlockingQueue<>(MAX_WAITING);
  private final Group group;
  private final Runnable upkeep;
  private final Thread thread = new Thread(this::run, "cairn-store-writer");
  private volatile boolean closed;

  /** Rows, and what happens once they are committed or are not. */
  private record Waiting(Rows rows, CompletableFuture<Void> done) {
    void refuse() {
      fail(new StoreException("the store is closed", null));
    }

    void fail(Throwable why) {
      done.completeExceptionally(
          new StoreException("the batch was not kept: " + why.getMessage(), why));
    }
  }

  private Writer(Group group, Runnable upkeep) {
    this.group = group;
    this.upkeep = upkeep;
  }

  /**
   * Starts it.
   *
   * @param upkeep what else is done by this thread, between two groups and at least every minute
   */
  static Writer start(Group group, Runnable upkeep) {
    Writer writer = new Writer(group, upkeep);
    writer.thread.setDaemon(true);
    writer.thread.start();
    return writer;
  }

  /**
   * Returns a future that completes, on the thread that writes, when the rows are committed, or
   * fails where they are not. Waits for room in the queue.
   */
  CompletableFuture<Void> append(Rows rows) {
    Waiting waiting = new Waiting(rows, new CompletableFuture<>());
    if (closed) {
      waiting.refuse();
      return waiting.done;
    }
    try {
      queue.put(waiting);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new StoreException("interrupted; the batch was not kept", stop);
    }
    if (!thread.isAlive()) {
      waiting.refuse();
    }
    return waiting.done;
  }

  private void run() {
    while (!closed || !queue.isEmpty()) {
      try {
        commit(gather());
        upkeep.run();
      } catch (InterruptedException closing) {
        continue; // what waits is still committed
      } catch (RuntimeException failed) {
        LOGGER.log(Level.WARNING, "the store's upkeep failed; this is tried again", failed);
      }
    }
  }

  private List<Waiting> gather() throws InterruptedException {
    List<Waiting> gathered = new ArrayList<>();
    Waiting next = queue.poll(IDLE_SECONDS, TimeUnit.SECONDS);
    int spans = 0;
    while (next != null) {
      gathered.add(next);
      spans += next.rows.spans();
      next = spans < MAX_GROUP_SPANS ? queue.poll() : null;
    }
    return gathered;
  }

  /** One batch that cannot be kept must not take others with it. */
  private void commit(List<Waiting> gathered) {
    if (gathered.isEmpty()) {
      return;
    }
    try {
      group.commit(gathered.stream().map(Waiting::rows).toList());
      gathered.forEach(waiting -> waiting.done.complete(null));
    } catch (RuntimeException | Error failed) { // whoever waits must hear of it
      if (gathered.size() == 1) {
        gathered.get(0).fail(failed);
      } else {
        gathered.forEach(waiting -> commit(List.of(waiting)));
      }
    }
  }

  /** Commits what waits, and ends. */
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
    for (Waiting late = queue.poll(); late != null; late = queue.poll()) {
      late.refuse();
    }
  }
}
