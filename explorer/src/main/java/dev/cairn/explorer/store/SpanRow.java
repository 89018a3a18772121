// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.store;

import java.sql.SQLException;

/** A span whole, ready to be appended: what takes time to make of it is made. */
record SpanRow(Made made, Json json) implements Row {
  /** Its attributes, and its links and events or null. */
  record Json(String attributes, String links, String events) {}

  @Override
  public Table table() {
    return Table.SPAN;
  }

  @Override
  public void addTo(Values values) throws SQLException {
    SpanRecord span = made.span();
    SpanRecord.Operation operation = span.operation();
    values.add(made.time()).add(made.duration());
    made.addIds(values);
    values
        .add(Ids.span(span.parentSpanId()))
        .add(operation.emitter())
        .add(operation.name())
        .add(operation.kind().name())
        .add(operation.status().code().name())
        .add(operation.status().message())
        .add(json.attributes)
        .add(json.links)
        .add(json.events)
        .add(Row.NO_OWNER);
  }
}
