// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dynamodb;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which writes of a batch the service left undone. It names them as it got them, stamped; the
 * application is to find them as it wrote them.
 *
 * @param <W> the SDK's class of a batch's writes
 */
final class Unprocessed<W> {
  /** Of a write of which nobody can say whether it was carried out. */
  private static final String UNKNOWN = "InternalServerError";

  private static final String LEFT = "UnprocessedItem";

  private final List<String> codes = new ArrayList<>();

  /**
   * Compares what was sent with what was left.
   *
   * @param sent the writes of each table as they were sent, in order
   * @param left those of them that were not carried out
   */
  Unprocessed(Map<String, List<W>> sent, Map<String, List<W>> left) {
    sent.forEach((table, writes) -> compare(writes, left.getOrDefault(table, List.of())));
  }

  private void compare(List<W> sent, List<W> left) {
    int found = 0;
    int from = codes.size();
    for (W write : sent) {
      boolean isLeft = left.contains(write);
      found += isLeft ? 1 : 0;
      codes.add(isLeft ? LEFT : null);
    }
    if (found < left.size()) {
      codes.subList(from, codes.size()).replaceAll(code -> code == null ? UNKNOWN : code);
    }
  }

  /** Returns the error code of a write, or null where it was carried out. */
  String code(int index) {
    return codes.get(index);
  }

  /**
   * Returns what was left, as the application wrote it.
   *
   * @param written the writes of each table as the application gave them
   * @param sent the same writes as they were sent
   * @param unstamped what becomes of a write that the service names in another way than was sent
   */
  static <W> Map<String, List<W>> asWritten(
      Map<String, List<W>> written,
      Map<String, List<W>> sent,
      Map<String, List<W>> left,
      Unstamper<W> unstamped) {
    Map<String, List<W>> visible = new LinkedHashMap<>();
    left.forEach(
        (table, writes) -> {
          List<W> before = sent.getOrDefault(table, List.of());
          List<W> own = new ArrayList<>(writes.size());
          for (W write : writes) {
            int index = before.indexOf(write);
            own.add(index < 0 ? unstamped.of(table, write) : written.get(table).get(index));
          }
          visible.put(table, own);
        });
    return visible;
  }

  /** Takes the stamp out of a write. */
  interface Unstamper<W> {
    /** Returns the write to the table without the stamp; it, where it has none. */
    W of(String table, W write);
  }
}
