// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.store;

/** What a service counted as lost, ready to be appended. */
record LossRow(LossRecord loss, byte[] attributes) implements Row {
  @Override
  public Table table() {
    return Table.LOSS;
  }

  @Override
  public void addTo(Values values) {
    values
        .add(loss.times().endNanos())
        .add(loss.times().startNanos())
        .add(loss.emitter())
        .add(loss.emitter().service())
        .add(loss.counter())
        .add(attributes)
        .add(loss.value());
  }
}
