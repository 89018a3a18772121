// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dynamodb;

import dev.cairn.instrument.SkipReason;
import dev.cairn.instrument.StampCarrier;
import dev.cairn.instrument.StorageCall;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Puts the stamps into the parts of one request, whichever SDK's. Every method returns null where
 * the part goes out as it is. Not thread-safe.
 *
 * @param <V> the SDK's class of attribute values
 */
final class Stamping<V> {
  /** Stands for the index of a request's one item. */
  static final int ONLY = -1;

  private final StorageCall call;
  private final String key;
  private final Values<V> values;
  private final Encryption encryption;
  private final UpdateExpressions expressions;

  Stamping(StorageCall call, String key, Values<V> values, Known known) {
    this.call = call;
    this.key = key;
    this.values = values;
    this.encryption = known.encryption();
    this.expressions = known.expressions();
  }

  /** What is known of one client's tables and expressions. */
  record Known(Encryption encryption, UpdateExpressions expressions) {}

  Values<V> values() {
    return values;
  }

  Encryption encryption() {
    return encryption;
  }

  UpdateExpressions expressions() {
    return expressions;
  }

  /** Returns a view of an item that is put, stamped. */
  Map<String, V> put(int index, Map<String, V> item, Room room) {
    if (item == null) {
      return null;
    }
    ItemCarrier<V> carrier = new ItemCarrier<>(item, values, encryption, room);
    String stamp = stamp(index, carrier);
    return stamp == null ? null : carrier.with(key, stamp);
  }

  /** Returns views of the parts of an update by expression, stamped. */
  UpdateCarrier.Parts<V> update(int index, String table, UpdateCarrier.Parts<V> parts, Room room) {
    UpdateCarrier<V> carrier = new UpdateCarrier<>(Target.nameOf(table), parts, this, room);
    String stamp = stamp(index, carrier);
    return stamp == null ? null : carrier.with(key, stamp);
  }

  /** How an SDK sees legacy updates. */
  interface LegacyUpdates<V, U> extends Predicate<U> {
    /** Returns a PUT of the value. */
    U put(V value);
  }

  /** Returns the stamped copy of an update by legacy {@code AttributeUpdates}. */
  <U> Map<String, U> update(String table, Map<String, U> updates, LegacyUpdates<V, U> legacy) {
    LegacyCarrier<U> carrier =
        new LegacyCarrier<>(Target.nameOf(table), updates, legacy, encryption);
    String stamp = stamp(ONLY, carrier);
    return stamp == null ? null : carrier.with(key, legacy.put(values.ofString(stamp)));
  }

  /** Says why a part goes out unstamped. */
  void skip(int index, SkipReason reason) {
    if (index == ONLY) {
      call.skip(reason);
    } else {
      call.skip(index, reason);
    }
  }

  private String stamp(int index, StampCarrier carrier) {
    return index == ONLY ? call.stamp(carrier) : call.stamp(index, carrier);
  }

  /** Returns what items take together, so far as they are put whole. */
  long sizeOf(Iterable<Map<String, V>> items) {
    long size = 0;
    for (Map<String, V> item : items) {
      size += Sizes.ofItem(item, values);
    }
    return size;
  }
}
