// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.store;

import dev.cairn.CairnAttributes;

/** A business event, ready to be appended. */
record EventRow(EventRecord event, byte[] attributes, long batch) implements Row {
  @Override
  public Table table() {
    return Table.EVENT;
  }

  @Override
  public void addTo(Values values) {
    values
        .add(event.timeNanos())
        .add(event.name())
        .add(event.emitter())
        .add(event.emitter().service())
        .add(event.attribute(CairnAttributes.USER_ID))
        .add(event.attribute(CairnAttributes.TENANT_ID))
        .add(event.attribute(CairnAttributes.SESSION_ID))
        .add(event.attribute(CairnAttributes.ORIGIN_REQUEST))
        .add(Ids.trace(event.where().traceId()))
        .add(Ids.span(event.where().spanId()))
        .add(attributes)
        .add(batch);
  }
}
