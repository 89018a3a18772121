// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.store;

import java.util.Locale;

/** The tables that grow with what comes in. */
enum Table {
  EMITTER,
  SPAN,
  TRACE,
  ORIGIN,
  LINK,
  WRITE,
  ADDRESS,
  REQUEST,
  ERROR,
  EVENT,
  LOSS,
  DROPPED;

  /** Returns the name that SQL knows it by. */
  String sql() {
    return name().toLowerCase(Locale.ROOT);
  }
}
