// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dynamodb;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** An update expression with exactly the names and values that its placeholders ask for. */
record Update(String expression, Map<String, String> names, Map<String, AttributeValue> values) {
  static final AttributeValue STAMP = AttributeValue.fromS("00-stamp");

  private static final Pattern PLACEHOLDER = Pattern.compile("[#:][A-Za-z0-9_]+");

  /**
   * @param names what placeholders stand for; any other {@code #x} stands for {@code x}
   * @param values what values stand for; any other is the number 5
   */
  static Update of(
      String expression, Map<String, String> names, Map<String, AttributeValue> values) {
    Map<String, String> usedNames = new HashMap<>();
    Map<String, AttributeValue> usedValues = new HashMap<>();
    Matcher matcher = PLACEHOLDER.matcher(expression);
    while (matcher.find()) {
      String used = matcher.group();
      if (used.startsWith("#")) {
        usedNames.put(used, names.getOrDefault(used, used.substring(1)));
      } else {
        usedValues.put(used, values.getOrDefault(used, LocalTable.number(5)));
      }
    }
    return new Update(expression, usedNames, usedValues);
  }

  static Update of(String expression) {
    return of(expression, Map.of(), Map.of());
  }

  UpdateExpression parsed() {
    return UpdateExpression.parse(expression, names);
  }

  /** This update with our stamp, as a decorator would add it. */
  Update stamped() {
    Map<String, String> moreNames = new HashMap<>(names);
    moreNames.put("#cairn_s", "cairn");
    Map<String, AttributeValue> moreValues = new HashMap<>(values);
    moreValues.put(":cairn_s", STAMP);
    return new Update(parsed().withAssignment("#cairn_s", ":cairn_s"), moreNames, moreValues);
  }
}
