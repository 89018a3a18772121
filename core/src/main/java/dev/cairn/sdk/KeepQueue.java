// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sdk;

import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Kept spans on their way to the exporter. The strongest reason leaves first; when there is no
 * room, the weakest gives way, the latest of it first. Thread-safe; nothing but {@link #await}
 * waits.
 */
final class KeepQueue {
  private final int capacity;
  private final int batch;
  private final List<Deque<SpanData>> spans = new ArrayList<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition wanted = lock.newCondition();
  private int size;
  private boolean urgent;
  private boolean closed;

  KeepQueue(int capacity, int batch) {
    this.capacity = capacity;
    this.batch = batch;
    for (int reason = 0; reason < Reason.values().length; reason++) {
      spans.add(new ArrayDeque<>());
    }
  }

  /** Adds a span. Returns the reason of the one that was lost for it, which it may be; or null. */
  Reason offer(SpanData span, Reason reason) {
    lock.lock();
    try {
      if (closed) {
        return reason;
      }
      Reason lost = size < capacity ? null : makeRoom(reason);
      if (lost == reason) {
        return reason;
      }
      spans.get(reason.ordinal()).add(span);
      size++;
      if (size == batch) {
        wanted.signal();
      }
      return lost;
    } finally {
      lock.unlock();
    }
  }

  /** Drops the latest span of the weakest reason; none, and returns {@code reason}, if that is. */
  private Reason makeRoom(Reason reason) {
    Reason[] all = Reason.values();
    for (int weakest = all.length - 1; weakest > reason.ordinal(); weakest--) {
      if (spans.get(weakest).pollLast() != null) {
        size--;
        return all[weakest];
      }
    }
    return reason;
  }

  /** Waits until there is a full batch, the time is up, or somebody {@linkplain #hurry hurries}. */
  void await(long nanos) throws InterruptedException {
    lock.lock();
    try {
      long left = nanos;
      while (size < batch && !urgent && !closed && left > 0) {
        left = wanted.awaitNanos(left);
      }
      urgent = false;
    } finally {
      lock.unlock();
    }
  }

  /** Ends the wait. */
  void hurry() {
    lock.lock();
    try {
      urgent = true;
      wanted.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Takes a batch; empty where nothing is left. */
  List<KeptSpan> poll() {
    lock.lock();
    try {
      List<KeptSpan> taken = new ArrayList<>(Math.min(batch, size));
      for (Reason reason : Reason.values()) {
        Deque<SpanData> from = spans.get(reason.ordinal());
        while (taken.size() < batch && !from.isEmpty()) {
          taken.add(new KeptSpan(from.poll(), reason));
        }
      }
      size -= taken.size();
      return taken;
    } finally {
      lock.unlock();
    }
  }

  boolean isEmpty() {
    lock.lock();
    try {
      return size == 0;
    } finally {
      lock.unlock();
    }
  }

  /** Takes nothing more. */
  void close() {
    lock.lock();
    try {
      closed = true;
      wanted.signal();
    } finally {
      lock.unlock();
    }
  }
}
