// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.store;

/**
 * A span whole.
 *
 * @param attributes as JSON; links and events too, or null
 */
record SpanRow(Made made, byte[] attributes, byte[] links, byte[] events) implements Row {
  @Override
  public Table table() {
    return Table.SPAN;
  }

  @Override
  public void addTo(Values values) {
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
        .add(attributes)
        .add(links)
        .add(events)
        .add(Row.NO_OWNER);
  }
}
