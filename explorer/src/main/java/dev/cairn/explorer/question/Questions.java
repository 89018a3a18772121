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
  private final PriceList prices;

  private Questions(SpanStore store, PriceList prices) {
    this.store = store;
    this.prices = prices;
  }

  /** Returns the questions to this store. */
  public static Questions to(SpanStore store) {
    return to(store, PriceList.bundled());
  }

  /** Returns the questions to this store, with prices of one's own. */
  public static Questions to(SpanStore store, PriceList prices) {
    return new Questions(store, prices);
  }

  /**
   * Q1 and Q2 from spans alone: the stamp was not looked at, so that {@code stamp}, {@code binding}
   * and {@code current} are null.
   *
   * @param entry an entry request to tell of under {@code entry}, or the invalid context
   * @param which of the writes to tell
   */
  public BlameAnswer blame(StoredAddress address, SpanContext entry, Selection which) {
    SpanEvidence spans = new EvidenceFinder(store).find(address, entry, which);
    return BlameJoin.answer(Stored.unread(address), spans);
  }

  /**
   * Q4: the user's requests in time order, each as the tree of what it led to. At most so many, the
   * newest.
   */
  public ObjectNode user(Selection which, int limit) {
    return new UserChain(store, which, limit).answer();
  }

  /** Q3: who encountered which errors, as groups of like ones. */
  public ObjectNode errors(Selection which, ErrorFilter filter) {
    return new Errors(store).answer(which, filter);
  }

  /**
   * Q5: which share of writes took longer, by table and operation.
   *
   * @param over thresholds such as {@code 5ms,10ms,0.1s}
   */
  public ObjectNode latency(Selection which, String over) {
    return new Latency(store, Latency.thresholds(over)).answer(which);
  }

  /** Q6: which business events there are. */
  public ObjectNode events(Selection which) {
    return new Events(store, which).names();
  }

  /**
   * Q6: how many users did something, by tenant and over time.
   *
   * @param every by which stretch of time, such as {@code 1h}; null for one that fits
   */
  public ObjectNode events(Selection which, String name, String every) {
    return new Events(store, which)
        .answer(name, every == null ? null : Durations.parse("every", every));
  }

  /**
   * Q7: what somebody uses, in money by the price list.
   *
   * @param by {@code tenant}, {@code user} or {@code route}
   */
  public ObjectNode cost(Selection which, String by) {
    return prices.priced(new Cost(store).answer(which, by));
  }

  /**
   * Q8: what a request or a user stored, newest first.
   *
   * @param traceId null where the user is named
   * @param limit at most so many items
   */
  public ObjectNode stored(Selection which, String traceId, int limit) {
    return new StoredBy(store).answer(which, traceId, limit);
  }

  /** One trace as a tree, and through storage what went on from it. */
  public ObjectNode trace(String traceId) {
    return new OneTrace(store).answer(traceId);
  }

  /** What is wrong with what is received, and what to do about it. */
  public ObjectNode doctor() {
    return new Doctor(store).answer();
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
