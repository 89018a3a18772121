// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.store;

/** A row of one of the tables. */
interface Row {
  /** The owner of a span that lies where it came in: its day is not sealed. */
  long NO_OWNER = 0;

  Table table();

  /** Adds the row's values in the order of the table's columns. */
  void addTo(Values values);
}
