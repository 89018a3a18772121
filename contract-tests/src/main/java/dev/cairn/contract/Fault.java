// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.contract;

import java.util.Locale;

/** What a {@link Hook} does instead of its work. */
public enum Fault {
  /** Throws a {@link RuntimeException}. */
  EXCEPTION,
  /** Throws an {@link Error}: a guard that catches exceptions alone is not enough. */
  ERROR,
  /** Does not return. */
  BLOCKING,
  /** Takes a while. */
  SLOW,
  /** Calls a decorated client, of the very telemetry that it is a hook of. */
  REENTRANT,
  /** Returns null. */
  NULL,
  /** Hands over megabytes. */
  HUGE;

  /** Returns it as tables say it. */
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
