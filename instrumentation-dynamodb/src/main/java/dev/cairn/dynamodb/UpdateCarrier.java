// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dynamodb;

import dev.cairn.instrument.SkipReason;
import dev.cairn.instrument.StampCarrier;
import java.util.LinkedHashMap;
import java.util.Map;

/** An update by expression, as the place for a stamp: one more SET. */
final class UpdateCarrier<V> implements StampCarrier {
  private static final String NAME = "#cairn_s";
  private static final String VALUE = ":cairn_s";

  private final UpdateExpression expression;
  private final Map<String, String> names;
  private final Map<String, V> arguments;
  private final Values<V> values;

  /**
   * The place for a stamp in an update.
   *
   * @param expression null where the update names the key alone
   * @param names null where the request has none
   * @param arguments null where the request has none
   */
  UpdateCarrier(
      String expression, Map<String, String> names, Map<String, V> arguments, Values<V> values) {
    this.names = names == null ? Map.of() : names;
    this.arguments = arguments == null ? Map.of() : arguments;
    this.expression = expression == null ? null : UpdateExpression.parse(expression, this.names);
    this.values = values;
  }

  /** An update says nothing of what is stored now. */
  @Override
  public String present(String key) {
    return null;
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
    return UpdateExpression.fits(expression()) ? null : SkipReason.NO_ROOM;
  }

  /** Returns the expression with the stamp's SET. */
  String expression() {
    return expression.withAssignment(NAME, VALUE);
  }

  /** Returns a copy of the names with the stamp's. */
  Map<String, String> names(String key) {
    Map<String, String> with = new LinkedHashMap<>(names);
    with.put(NAME, key);
    return with;
  }

  /** Returns a copy of the values with the stamp. */
  Map<String, V> arguments(String stamp) {
    Map<String, V> with = new LinkedHashMap<>(arguments);
    with.put(VALUE, values.ofString(stamp));
    return with;
  }
}
