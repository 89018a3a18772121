// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.store;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** In which traces a value occurs. Not thread-safe. */
final class TraceIndex {
  private final Map<String, Set<String>> traces = new HashMap<>();

  void add(String value, String traceId) {
    if (value != null) {
      traces.computeIfAbsent(value, any -> new LinkedHashSet<>(2)).add(traceId);
    }
  }

  void remove(String value, String traceId) {
    Set<String> found = value == null ? null : traces.get(value);
    if (found != null && found.remove(traceId) && found.isEmpty()) {
      traces.remove(value);
    }
  }

  Set<String> get(String value) {
    return traces.getOrDefault(value, Set.of());
  }
}
