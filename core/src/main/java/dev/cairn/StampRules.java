// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn;

import java.util.List;
import java.util.regex.Pattern;

/** What stamps say, by bucket or table. Immutable. */
final class StampRules {
  private final List<Rule> rules;

  /**
   * A rule.
   *
   * @param resource matches {@code s3://bucket} or {@code dynamodb://table}
   */
  record Rule(Pattern resource, StampMode mode) {}

  StampRules(List<Rule> rules) {
    this.rules = List.copyOf(rules);
  }

  /** Returns what the first rule that matches says, else the default of the store. */
  StampMode mode(StoredAddress address) {
    if (!rules.isEmpty()) {
      String resource = (address.isS3() ? "s3://" : "dynamodb://") + address.container();
      for (Rule rule : rules) {
        if (rule.resource.matcher(resource).matches()) {
          return rule.mode;
        }
      }
    }
    return address.isS3() ? StampMode.TRACE : StampMode.FULL;
  }
}
