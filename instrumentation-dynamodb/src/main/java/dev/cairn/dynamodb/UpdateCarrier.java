// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dynamodb;

import dev.cairn.instrument.SkipReason;
import java.util.Map;

/** An update by expression, as the place for a stamp: one more SET. */
final class UpdateCarrier<V> extends BlindCarrier {
  private static final String NAME = "#cairn_s";
  private static final String VALUE = ":cairn_s";

  private final String table;
  private final Parts<V> parts;
  private final Stamping<V> stamping;
  private final Room room;
  private String stamped;

  /** The place for a stamp in an update of the table, by its name. */
  UpdateCarrier(String table, Parts<V> parts, Stamping<V> stamping, Room room) {
    this.table = table;
    this.parts = parts;
    this.stamping = stamping;
    this.room = room;
  }

  /**
   * The parts of a request that make up an update.
   *
   * @param expression null where the update names the key alone
   * @param names {@code ExpressionAttributeNames}; null becomes the empty map
   * @param arguments {@code ExpressionAttributeValues}; null becomes the empty map
   */
  record Parts<V>(String expression, Map<String, String> names, Map<String, V> arguments) {
    Parts {
      names = names == null ? Map.of() : names;
      arguments = arguments == null ? Map.of() : arguments;
    }
  }

  @Override
  public double writeUnits(String key, String stamp) {
    return room.unitFactor() * super.writeUnits(key, stamp);
  }

  @Override
  public SkipReason refuse(String key, String stamp) {
    if (parts.expression() == null) {
      return SkipReason.WOULD_CREATE;
    }
    UpdateExpression expression = stamping.expressions().parse(parts.expression(), parts.names());
    boolean taken = parts.names().containsKey(NAME) || parts.arguments().containsKey(VALUE);
    if (!expression.isUnderstood() || taken) {
      return SkipReason.UNKNOWN_GRAMMAR;
    }
    if (expression.touches(key)) {
      return SkipReason.KEY_IN_USE;
    }
    if (!expression.setsOrAdds()) {
      return SkipReason.WOULD_CREATE;
    }
    if (stamping.encryption().coversPart(table, expression.written(), key)) {
      return SkipReason.ENCRYPTED;
    }
    stamped = expression.withAssignment(NAME, VALUE);
    return UpdateExpression.fits(stamped) ? null : SkipReason.NO_ROOM;
  }

  /** Returns views of the parts with the stamp's SET, once nothing is to be {@link #refuse}d. */
  Parts<V> with(String key, String stamp) {
    return new Parts<>(
        stamped,
        new MapWith<>(parts.names(), NAME, key),
        new MapWith<>(parts.arguments(), VALUE, stamping.values().ofString(stamp)));
  }
}
