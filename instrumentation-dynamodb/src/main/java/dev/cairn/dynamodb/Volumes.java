// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dynamodb;

import dev.cairn.instrument.Volume;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Sizes of items, by the length of the JSON they came or went in: it costs nothing to know, where a
 * walk over every value of a large answer would.
 */
final class Volumes {
  /** What JSON adds to an attribute: {@code "":{"S":""},}. */
  private static final int FRAMING = 12;

  private Volumes() {}

  /** Returns the volume of one item. */
  static <V> Volume ofItem(long body, Map<String, V> item, Boolean consistent) {
    return of(1, body, item == null ? 0 : item.size(), consistent);
  }

  /**
   * Returns the volume of a call.
   *
   * @param asked how many items are billed each
   * @param body the length of the JSON
   * @param items those in it; may be null
   */
  static <V> Volume ofItems(
      int asked, long body, Collection<Map<String, V>> items, Boolean consistent) {
    long attributes = 0;
    for (Map<String, V> item : items == null ? List.<Map<String, V>>of() : items) {
      attributes += item.size();
    }
    return of(asked, body, attributes, consistent);
  }

  private static Volume of(int asked, long body, long attributes, Boolean consistent) {
    long bytes = Math.max(0, body - FRAMING * attributes);
    return new Volume(asked, bytes, Boolean.TRUE.equals(consistent));
  }

  /**
   * Returns what was read to find something of it: filters leave out what is billed all the same.
   */
  static Volume scanned(Volume found, Integer count, Integer scanned) {
    boolean all = count == null || scanned == null || count == 0 || scanned <= count;
    return all
        ? found
        : new Volume(found.items(), found.bytes() / count * scanned, found.consistent());
  }
}
