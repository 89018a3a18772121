// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.store;

import java.util.UUID;

/**
 * When spans of a trace began.
 *
 * @param origin the trace of the request on whose behalf they were made, where that is another one,
 *     and the row one of the table of origins; else null
 */
record TraceRow(UUID origin, UUID traceId, Period period) implements Row {
  @Override
  public Table table() {
    return origin == null ? Table.TRACE : Table.ORIGIN;
  }

  @Override
  public void addTo(Values values) {
    if (origin != null) {
      values.add(origin);
    }
    values.add(traceId).add(period.since()).add(period.until());
    if (origin == null) {
      values.add(Row.NO_OWNER);
    }
  }
}
