// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dynamodb;

import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What came of an update: the item as it then is, or why DynamoDB refused.
 *
 * @param refusal empty if accepted
 */
record Outcome(Map<String, AttributeValue> item, String refusal) {
  static Outcome of(Map<String, AttributeValue> item) {
    return new Outcome(item, "");
  }

  static Outcome refused(String why) {
    return new Outcome(Map.of(), why);
  }

  boolean isAccepted() {
    return refusal.isEmpty();
  }
}
