// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.store;

import java.util.regex.Pattern;

/** What errors have in common that differ only in numbers, ids and quoted values. */
final class ErrorGroup {
  /** Beyond so many characters errors of one type are seldom different ones. */
  private static final int MAX_CHARACTERS = 200;

  /** A quoted value; a word that has a digit in it: a number, an id, a name with one. */
  private static final Pattern VALUE = Pattern.compile("'[^'\n]*'|\"[^\"\n]*\"|[\\w-]*\\d[\\w-]*");

  private ErrorGroup() {}

  /** Returns the first line of a message with {@code #} for each value in it; null for null. */
  static String of(String message) {
    if (message == null) {
      return null;
    }
    String line = message.lines().findFirst().orElse("");
    String start = line.substring(0, Math.min(line.length(), MAX_CHARACTERS));
    return VALUE.matcher(start).replaceAll("#");
  }
}
