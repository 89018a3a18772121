// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.local.server;

import java.time.Duration;
import java.util.function.UnaryOperator;

/**
 * The orders that change {@link FaultRules}, and what each answers with.
 *
 * <pre>
 * delay operation nanoseconds
 * fail operation status times code message…   ('-' for code and message: the usual one)
 * requests operation                          count
 * reset
 * </pre>
 */
record FaultOrders(FaultRules rules) implements UnaryOperator<String> {
  @Override
  public String apply(String order) {
    String[] words = order.split(" ", 6);
    switch (words[0]) {
      case "delay" -> rules.delay(words[1], Duration.ofNanos(Long.parseLong(words[2])));
      case "fail" -> rules.fail(words[1], fault(words), Integer.parseInt(words[3]));
      case "requests" -> {
        return Long.toString(rules.requests(words[1]));
      }
      case "reset" -> rules.reset();
      default -> throw new IllegalArgumentException("unknown order " + words[0]);
    }
    return "";
  }

  private static Fault fault(String[] words) {
    int status = Integer.parseInt(words[2]);
    return words[4].equals("-")
        ? Fault.usual(words[1], status)
        : new Fault(status, words[4], words[5]);
  }
}
