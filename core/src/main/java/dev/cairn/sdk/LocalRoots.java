// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sdk;

import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The latest local roots that ended without a reason to be kept, and the latest traces of which
 * something was kept: whichever comes first, the write or the end of its request, the other finds
 * it here. By trace: where one has several roots at a time in this process, all are kept.
 * Thread-safe.
 */
final class LocalRoots {
  /** With spans of 2 KB, 2 MB. */
  private static final int MAX_TRACES = 1024;

  /** Null stands for a trace of which something was kept. */
  private final Map<String, SpanData> byTrace =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, SpanData> eldest) {
          return size() > MAX_TRACES;
        }
      };

  /** Notes that something of a trace is kept. Returns its local root if that ended, or null. */
  synchronized SpanData keep(String traceId) {
    return byTrace.put(traceId, null);
  }

  /** Returns whether something was kept of the root's trace; if not, remembers the root. */
  synchronized boolean isKeptElseRemember(SpanData root) {
    String traceId = root.getTraceId();
    if (byTrace.containsKey(traceId) && byTrace.get(traceId) == null) {
      return true;
    }
    byTrace.put(traceId, root);
    return false;
  }
}
