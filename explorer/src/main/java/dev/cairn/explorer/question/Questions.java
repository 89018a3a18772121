// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.question;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cairn.StoredAddress;
import dev.cairn.explorer.store.Selection;
import dev.cairn.explorer.store.SpanStore;
import io.opentelemetry.api.trace.SpanContext;

/** The questions that a store answers. Thread-safe. */
public final class Questions {
  private final SpanStore store;

  private Questions(SpanStore store) {
    this.store = store;
  }

  /** Returns the questions to this store. */
  public static Questions to(SpanStore store) {
    return new Questions(store);
  }

  /**
   * Q1 and Q2 from spans alone: the stamp was not looked at, so that {@code stamp}, {@code binding}
   * and {@code current} are null.
   *
   * @param entry an entry request to tell of under {@code entry}, or the invalid context
   */
  public BlameAnswer blame(StoredAddress address, SpanContext entry) {
    SpanEvidence spans = new EvidenceFinder(store).find(address, entry);
    return BlameJoin.answer(Stored.unread(address), spans);
  }

  /**
   * Q4: the user's requests in time order, each as the tree of what it led to. At most so many, the
   * newest.
   */
  public ObjectNode user(Selection which, int limit) {
    return new UserChain(store, which, limit).answer();
  }

  /** How the store is: its spans and its losses. */
  public ObjectNode health() {
    return Json.object()
        .put("status", "ok")
        .put("spans", store.size())
        .put("evictedSpans", store.losses().evictedSpans())
        .put("rejectedSpans", store.losses().rejectedSpans());
  }
}
