// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.store;

import java.sql.SQLException;

/** A row of one of the tables. */
interface Row {
  Table table();

  /** Adds the row's values in the order of the table's columns. */
  void addTo(Values values) throws SQLException;
}
