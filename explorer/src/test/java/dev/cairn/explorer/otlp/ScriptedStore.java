// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.otlp;

import dev.cairn.explorer.store.Batch;
import dev.cairn.explorer.store.EventRecord;
import dev.cairn.explorer.store.ForwardingStore;
import dev.cairn.explorer.store.LossRecord;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** A store that remembers what it was given, and can be told to fail or to wait. */
final class ScriptedStore extends ForwardingStore {
  final CompletableFuture<Void> open = new CompletableFuture<>();
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
  public CompletableFuture<Void> appendAsync(Batch batch) {
    if (broken) {
      return CompletableFuture.failedFuture(new IllegalStateException("the disk is full"));
    }
    batches.add(batch);
    return blocked && !batch.spans().isEmpty()
        ? open.thenCompose(any -> super.appendAsync(batch))
        : super.appendAsync(batch);
  }
}
