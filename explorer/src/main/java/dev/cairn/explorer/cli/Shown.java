// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** How an answer is shown. */
interface Shown {
  /** Returns the lines that people read. */
  List<String> text(Terminal terminal, JsonNode answer);

  /** Returns all of it as one table, for CSV. */
  Table table(JsonNode answer);
}
