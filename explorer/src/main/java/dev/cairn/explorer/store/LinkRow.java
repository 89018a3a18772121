// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.store;

import java.util.UUID;

/** A span that names another one. */
record LinkRow(Made made, UUID targetTrace, long targetSpan, String type) implements Row {
  /** Returns null for a link whose ids are none. */
  static LinkRow of(Made made, SpanRecord.Link link) {
    UUID trace = Ids.trace(link.traceId());
    Long span = Ids.span(link.spanId());
    return trace == null || span == null ? null : new LinkRow(made, trace, span, link.type());
  }

  @Override
  public Table table() {
    return Table.LINK;
  }

  @Override
  public void addTo(Values values) {
    values.add(targetTrace).add(targetSpan).add(type).add(made.time());
    made.addIds(values);
  }
}
