// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dynamodb;

import dev.cairn.KeyValue;

/**
 * The attribute values of one AWS SDK.
 *
 * @param <V> the SDK's class of attribute values
 */
interface Values<V> {
  /** Returns the text of a string, or null where the value is of another type. */
  String string(V value);

  /** Returns a string value. */
  V ofString(String text);

  /** Returns the value as one of a key, or null where it is of no type a key can have. */
  KeyValue key(V value);

  /**
   * Returns the value's size in bytes as DynamoDB counts it, or a little more.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html">
   *     Item sizes</a>
   */
  long size(V value);
}
