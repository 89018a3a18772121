// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;

/**
 * The one thread that acknowledges. Whatever waits when it comes by is written to the journal
 * together, from where the writer brings it into the tables.
 */
final class Intake implements AutoCloseable {
  /** Batches beyond these wait outside: their senders are held back. */
  private static final int MAX_WAITING = 64;

  private final BlockingQueue<Waiting> queue = new ArrayBlockingQueue<>(MAX_WAITING);
  private final Journal journal;
  private final Writer writer;
  private final Thread thread = new Thread(this::run, "cairn-store-journal");
  private volatile boolean closed;

  /** Rows, and what happens once they are kept or are not. */
  private record Waiting(Rows rows, CompletableFuture<Void> done) {
    void refuse() {
      fail(new StoreException("the store is closed", null));
    }

    void fail(Throwable why) {
      done.completeExceptionally(
          new StoreException("the batch was not kept: " + why.getMessage(), why));
    }
  }

  /** Wakes it up to end. No interrupt does: the journal's file would be closed by it. */
  private static final Waiting END = new Waiting(Rows.of(List.of()), new CompletableFuture<>());

  private Intake(Journal journal, Writer writer) {
    this.journal = journal;
    this.writer = writer;
  }

  static Intake start(Journal journal, Writer writer) {
    Intake intake = new Intake(journal, writer);
    intake.thread.setDaemon(true);
    intake.thread.start();
    return intake;
  }

  /**
   * Returns a future that completes, on the thread that acknowledges, when the rows are in the
   * journal, or fails where they are not. Waits for room.
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
      List<Waiting> gathered = new ArrayList<>();
      try {
        gathered.add(queue.take());
      } catch (InterruptedException nobodysDoing) {
        continue;
      }
      queue.drainTo(gathered);
      gathered.remove(END);
      try {
        writer.awaitRoom();
        keep(gathered);
      } catch (StoreException full) {
        gathered.forEach(waiting -> waiting.fail(full));
      }
    }
  }

  /** One batch that cannot be kept must not take others with it. */
  private void keep(List<Waiting> gathered) {
    if (gathered.isEmpty()) {
      return;
    }
    try {
      journal.append(gathered.stream().map(Waiting::rows).toList());
      writer.wake();
      gathered.forEach(waiting -> waiting.done.complete(null));
    } catch (RuntimeException | Error failed) { // whoever waits must hear of it
      if (gathered.size() == 1) {
        gathered.get(0).fail(failed);
      } else {
        gathered.forEach(waiting -> keep(List.of(waiting)));
      }
    }
  }

  /** Keeps what waits, and ends. */
  @Override
  public void close() {
    closed = true;
    try {
      queue.put(END);
      thread.join();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
    for (Waiting late = queue.poll(); late != null; late = queue.poll()) {
      late.refuse();
    }
  }
}
