// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.store;

import java.util.List;

/**
 * What is taken in together or not at all. Immutable.
 *
 * @param rejected how many spans were sent with these that are none, and are counted only
 */
public record Batch(
    List<SpanRecord> spans, List<EventRecord> events, List<LossRecord> losses, long rejected) {
  public Batch {
    spans = List.copyOf(spans);
    events = List.copyOf(events);
    losses = List.copyOf(losses);
  }

  /** Returns a batch of spans only. */
  public static Batch of(List<SpanRecord> spans) {
    return of(spans, 0);
  }

  /** Returns a batch of spans, of which some were rejected. */
  public static Batch of(List<SpanRecord> spans, long rejected) {
    return new Batch(spans, List.of(), List.of(), rejected);
  }

  /** Returns a batch of events only. */
  public static Batch ofEvents(List<EventRecord> events) {
    return new Batch(List.of(), events, List.of(), 0);
  }

  /** Returns a batch of losses only. */
  public static Batch ofLosses(List<LossRecord> losses) {
    return new Batch(List.of(), List.of(), losses, 0);
  }
}
