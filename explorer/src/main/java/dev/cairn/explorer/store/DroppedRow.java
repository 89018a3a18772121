// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.store;

/**
 * Spans that the store was sent and does not have.
 *
 * @param until when the newest of them began; 0 where that is unknown
 */
record DroppedRow(String reason, long spans, long until) implements Row {
  /** They had no valid ids, or were too large. */
  static final String REJECTED = "rejected";

  /** They were too old, or there was no more room for them. */
  static final String EVICTED = "evicted";

  @Override
  public Table table() {
    return Table.DROPPED;
  }

  @Override
  public void addTo(Values values) {
    values.add(reason).add(spans).add(until);
  }
}
