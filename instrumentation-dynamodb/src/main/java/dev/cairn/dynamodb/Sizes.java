// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dynamodb;

import dev.cairn.instrument.Utf8;
import java.util.Map;

/** Sizes as DynamoDB counts them, in bytes. */
final class Sizes {
  /** A number takes one byte per two digits, one for its exponent and one for its sign. */
  private static final int NUMBER_OVERHEAD = 2;

  /** A list or map takes three bytes, and one more for each element. */
  static final int CONTAINER_OVERHEAD = 3;

  static final int ELEMENT_OVERHEAD = 1;

  /** A boolean or null. */
  static final int FLAG = 1;

  private static final int UNIT = 1024;

  private Sizes() {}

  /** Returns the length of the text in UTF-8. */
  static long ofText(String text) {
    return Utf8.length(text);
  }

  /**
   * Returns the write units of an item of this size.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html#write-operation-consumption">
   *     Write operations</a>
   */
  static long writeUnits(long size) {
    return (size + UNIT - 1) / UNIT;
  }

  static long ofNumber(String number) {
    return number.length() / 2 + NUMBER_OVERHEAD + 1;
  }

  static <V> long ofItem(Map<String, V> item, Values<V> values) {
    long[] size = new long[1]; // entries of unmodifiable maps would be made one by one
    item.forEach((name, value) -> size[0] += ofText(name) + values.size(value));
    return size[0];
  }
}
