// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.otlp;

import dev.cairn.explorer.store.Batch;
import dev.cairn.explorer.store.EventRecord;
import dev.cairn.explorer.store.LossRecord;
import dev.cairn.explorer.store.Selection;
import dev.cairn.explorer.store.SpanRecord;
import dev.cairn.explorer.store.SpanStore;
import dev.cairn.explorer.store.StoreLosses;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** A store that remembers what it was given, and can be told to fail or to wait. */
final class ScriptedStore implements SpanStore {
  final CountDownLatch open = new CountDownLatch(1);
  volatile boolean broken;
  volatile boolean blocked;

  private final SpanStore real;
  private final List<Batch> batches = new CopyOnWriteArrayList<>();

  ScriptedStore(int maxSpans) {
    real = SpanStore.inMemory(maxSpans);
  }

  List<EventRecord> events() {
    return batches.stream().flatMap(batch -> batch.events().stream()).toList();
  }

  List<LossRecord> lossRecords() {
    return batches.stream().flatMap(batch -> batch.losses().stream()).toList();
  }

  @Override
  public void append(Batch batch) {
    if (broken) {
      throw new IllegalStateException("the disk is full");
    }
    if (blocked && !batch.spans().isEmpty()) {
      try {
        open.await();
      } catch (InterruptedException interrupted) {
        throw new IllegalStateException(interrupted);
      }
    }
    batches.add(batch);
    real.append(batch);
  }

  @Override
  public void countRejected(long spans) {
    real.countRejected(spans);
  }

  @Override
  public List<SpanRecord> trace(String traceId) {
    return real.trace(traceId);
  }

  @Override
  public List<SpanRecord> at(String address) {
    return real.at(address);
  }

  @Override
  public List<SpanRecord> requests(Selection which, int limit) {
    return real.requests(which, limit);
  }

  @Override
  public List<SpanRecord> linkingTo(String traceId, String spanId) {
    return real.linkingTo(traceId, spanId);
  }

  @Override
  public List<SpanRecord> originatingIn(String traceId) {
    return real.originatingIn(traceId);
  }

  @Override
  public long size() {
    return real.size();
  }

  @Override
  public StoreLosses losses() {
    return real.losses();
  }
}
