// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/**
 * A column of a {@link Table}.
 *
 * @param title what people read above it
 * @param key under which name rows have its value, and CSV names it
 */
record Column(String title, String key, Kind kind) {
  /** Longer text is cut for people; programs get it whole. */
  private static final int MAX_TEXT = 120;

  private static final double PER_CENT = 100.0;

  /** What values are, and so how they are shown. */
  enum Kind {
    TEXT,
    TIME,
    COUNT,
    AMOUNT,
    MILLIS,
    SHARE,
    MONEY
  }

  static Column text(String title, String key) {
    return new Column(title, key, Kind.TEXT);
  }

  static Column time(String title, String key) {
    return new Column(title, key, Kind.TIME);
  }

  static Column count(String title, String key) {
    return new Column(title, key, Kind.COUNT);
  }

  static Column millis(String title, String key) {
    return new Column(title, key, Kind.MILLIS);
  }

  boolean isNumber() {
    return kind != Kind.TEXT && kind != Kind.TIME;
  }

  /** Returns the row's value as people read it; nothing where it is unknown. */
  String shown(JsonNode row) {
    String text = Printable.text(row, key);
    if (text == null) {
      return "";
    }
    double number = row.path(key).asDouble();
    return switch (kind) {
      case TEXT -> text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT - 1) + '…' : text;
      case TIME -> text.replace('T', ' ');
      case COUNT -> text;
      case AMOUNT -> String.format(Locale.ROOT, "%.1f", number);
      case MILLIS -> String.format(Locale.ROOT, "%.1f ms", number);
      case SHARE -> String.format(Locale.ROOT, "%.2f %%", number * PER_CENT);
      case MONEY -> String.format(Locale.ROOT, "%.6f", number);
    };
  }

  /**
   * Returns the row's value as programs read it. A spreadsheet must not take what others wrote for
   * a formula.
   *
   * @see <a href="https://owasp.org/www-community/attacks/CSV_Injection">CSV Injection</a>
   */
  String csv(JsonNode row) {
    String text = Printable.text(row, key);
    if (text == null) {
      return "";
    }
    String safe = !isNumber() && text.matches("(?s)[=+@-].*") ? "'" + text : text;
    return safe.matches("(?s).*[\",\n\r].*") ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
  }
}
