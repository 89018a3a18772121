// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dynamodb;

import dev.cairn.instrument.SkipReason;
import java.util.LinkedHashMap;
import java.util.Map;

/** An update by expression, as the place for a stamp: one more SET. */
final class UpdateCarrier<V> extends BlindCarrier {
  private static final String NAME = "#cairn_s";
  private static final String VALUE = ":cairn_s";

  private final UpdateExpression expression;
  private final Map<String, String> names;
  private final Map<String, V> arguments;
  private final Values<V> values;
  private final String table;
  private final Encryption encryption;
  private final Room room;

  /**
   * The place for a stamp in an update.
   *
   * @param parts as the request has them, null where it has none
   */
  UpdateCarrier(String table, Parts<V> parts, Values<V> values, Encryption encryption, Room room) {
    this.names = parts.names() == null ? Map.of() : parts.names();
    this.arguments = parts.arguments() == null ? Map.of() : parts.arguments();
    this.expression =
        parts.expression() == null ? null : UpdateExpression.parse(parts.expression(), this.names);
    this.table = table;
    this.values = values;
    this.encryption = encryption;
    this.room = room;
  }

  /**
   * The parts of a request that make up an update.
   *
   * @param expression null where the update names the key alone
   * @param names {@code ExpressionAttributeNames}
   * @param arguments {@code ExpressionAttributeValues}
   */
  record Parts<V>(String expression, Map<String, String> names, Map<String, V> arguments) {}

  @Override
  public double writeUnits(String key, String stamp) {
    return room.unitFactor() * super.writeUnits(key, stamp);
  }

  @Override
  public SkipReason refuse(String key, String stamp) {
    if (expression == null) {
      return SkipReason.WOULD_CREATE;
    }
    boolean taken = names.containsKey(NAME) || arguments.containsKey(VALUE);
    if (!expression.isUnderstood() || taken) {
      return SkipReason.UNKNOWN_GRAMMAR;
    }
    if (expression.touches(key)) {
      return SkipReason.KEY_IN_USE;
    }
    if (!expression.setsOrAdds()) {
      return SkipReason.WOULD_CREATE;
    }
    if (encryption.coversPart(table, expression.written(), key)) {
      return SkipReason.ENCRYPTED;
    }
    return UpdateExpression.fits(expression()) ? null : SkipReason.NO_ROOM;
  }

  private String expression() {
    return expression.withAssignment(NAME, VALUE);
  }

  /** Returns copies of the parts with the stamp's SET. */
  Parts<V> with(String key, String stamp) {
    Map<String, String> moreNames = new LinkedHashMap<>(names);
    moreNames.put(NAME, key);
    Map<String, V> moreArguments = new LinkedHashMap<>(arguments);
    moreArguments.put(VALUE, values.ofString(stamp));
    return new Parts<>(expression(), moreNames, moreArguments);
  }
}
