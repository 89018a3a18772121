// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.otlp;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;

/**
 * Bounds the memory that batches on their way in may take. What has no room yet is not read: who
 * sends it is held back by the flow control of HTTP, and nothing is sent twice. Only beyond so many
 * batches are others refused. Thread-safe.
 */
final class Admission {
  static final int MAX_BATCHES = 64;

  /** As sent; as rows, they take up to three times as much besides. */
  static final long MAX_OCTETS = 48L << 20;

  /** What a batch is taken to have that does not say: as much as 8,000 spans. */
  private static final long UNDECLARED = 4L << 20;

  private final Queue<Place> waiting = new ArrayDeque<>();
  private int batches;
  private long octets;

  /** Of those, of batches that are read. */
  private long unpacked;

  /** What a batch holds until it {@linkplain #leave leaves}. */
  static final class Place {
    private final CompletableFuture<Void> given = new CompletableFuture<>();
    private long octets;
    private long unpacked;

    private Place(long octets) {
      this.octets = octets;
    }

    /** Completes when the batch may be read. */
    CompletableFuture<Void> given() {
      return given;
    }
  }

  /**
   * Returns a place, or null where there are too many batches.
   *
   * @param declared how many octets it has; less than 0 where that is unknown
   */
  Place enter(long declared) {
    Place place = new Place(declared < 0 ? UNDECLARED : declared);
    synchronized (this) {
      if (batches == MAX_BATCHES) {
        return null;
      }
      batches++;
      waiting.add(place);
    }
    give();
    return place;
  }

  /**
   * Now that it is read, and unpacked, it is known how many octets it has. Waits for room: what was
   * small when it was given a place may be a thousand times as large.
   */
  void measured(Place place, long measured) {
    synchronized (this) {
      while (unpacked > 0 && unpacked + measured > MAX_OCTETS) {
        await();
      }
      unpacked += measured;
      place.unpacked = measured;
      octets += measured - place.octets;
      place.octets = measured;
    }
    give();
  }

  private void await() {
    try {
      wait(); // those that are read leave by themselves: none of them needs this thread
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new Refused(Refused.Reason.BUSY, "the explorer is being closed");
    }
  }

  void leave(Place place) {
    synchronized (this) {
      batches--;
      octets -= place.octets;
      unpacked -= place.unpacked;
      notifyAll();
    }
    give();
  }

  /** Gives places to those who wait, first come, first served; one alone always has room. */
  private void give() {
    List<Place> given = new ArrayList<>();
    synchronized (this) {
      while (!waiting.isEmpty() && (octets == 0 || octets + waiting.peek().octets <= MAX_OCTETS)) {
        octets += waiting.peek().octets;
        given.add(waiting.remove());
      }
    }
    given.forEach(place -> place.given.complete(null));
  }
}
