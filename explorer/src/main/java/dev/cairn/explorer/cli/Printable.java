// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.cli;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What others wrote, made safe to show: control characters could rewrite a terminal's screen, and
 * format characters turn the direction of writing. Both are shown as {@code \}{@code uXXXX}.
 */
final class Printable {
  private Printable() {}

  static String of(String text) {
    StringBuilder printable = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              if (isSafe(c)) {
                printable.appendCodePoint(c);
              } else {
                printable.append(String.format("\\u%04x", c));
              }
            });
    return printable.toString();
  }

  /** Returns the text under the name, safe, or null where there is none. */
  static String text(JsonNode node, String name) {
    JsonNode value = node.path(name);
    return value.isValueNode() && !value.isNull() ? of(value.asText()) : null;
  }

  private static boolean isSafe(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }
}
