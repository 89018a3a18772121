// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dynamodb;

import java.util.Random;

/** Spoils expressions: most become illegal, some stay legal and mean something else. */
final class UpdateMutator {
  private static final String[] SNIPPETS = {
    " ",
    "\t",
    ",",
    "=",
    "+",
    "-",
    "(",
    ")",
    ".",
    "[",
    "]",
    "[0]",
    "0",
    "_",
    "#",
    ":",
    "#n0",
    ":v0",
    "SET",
    " set ",
    "REMOVE",
    " remove n ",
    "ADD",
    " DELETE ",
    "n",
    "if_not_exists",
    "\u00a0",
    "\f",
    "é",
    "\0",
    "'",
    ";",
    "\ud83d",
    "--",
    "<>",
    "a"
  };

  private final Random random;

  UpdateMutator(Random random) {
    this.random = random;
  }

  String mutate(String expression) {
    String mutated = expression;
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      mutated = mutateOnce(mutated);
    }
    return mutated;
  }

  private String mutateOnce(String text) {
    int from = random.nextInt(text.length() + 1);
    int to = Math.min(text.length(), from + 1 + random.nextInt(6));
    String before = text.substring(0, from);
    String part = text.substring(from, to);
    String after = text.substring(to);
    return switch (random.nextInt(5)) {
      case 0 -> before + after;
      case 1 -> before + SNIPPETS[random.nextInt(SNIPPETS.length)] + part + after;
      case 2 -> before + SNIPPETS[random.nextInt(SNIPPETS.length)] + after;
      case 3 -> before + part + part + after;
      default -> after + part + before;
    };
  }
}
