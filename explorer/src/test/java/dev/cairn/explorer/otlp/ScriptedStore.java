// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.otlp;

import dev.cairn.explorer.store.Batch;
import dev.cairn.explorer.store.EventRecord;
import dev.cairn.explorer.store.ForwardingStore;
import dev.cairn.explorer.store.LossRecord;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** A store that remembers what it was given, and can be told to fail or to wait. */
final class ScriptedStore extends ForwardingStore {
  final CountDownLatch open = new CountDownLatch(1);
  volatile boolean broken;
  volatile boolean blocked;

  private final List<Batch> batches = new CopyOnWriteArrayList<>();

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
    super.append(batch);
  }
}
