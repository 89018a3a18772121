// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dynamodb;

import java.util.Locale;
import java.util.Set;

/**
 * What a PartiQL statement does, as far as a span says it. Never throws: of what is no statement,
 * nothing is known.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-reference.html">
 *     PartiQL for DynamoDB</a>
 */
final class PartiQl {
  private static final Set<String> WRITES = Set.of("INSERT", "UPDATE", "DELETE");
  private static final Set<String> BEFORE_TABLE = Set.of("INTO", "UPDATE", "FROM");
  private static final String LITERAL = "?";

  private final String source;
  private final StringBuilder text = new StringBuilder();
  private String verb;
  private String table;
  private boolean tableIsNext;
  private int at;

  private PartiQl(String source) {
    this.source = source;
  }

  static PartiQl parse(String statement) {
    PartiQl parsed = new PartiQl(statement == null ? "" : statement);
    while (parsed.at < parsed.source.length()) {
      parsed.next();
    }
    return parsed;
  }

  boolean isWrite() {
    return verb != null && WRITES.contains(verb);
  }

  /** Returns the name of the first table the statement names, or null. */
  String table() {
    return table;
  }

  /** Returns the statement with every literal replaced by {@code ?}. */
  String text() {
    return text.toString();
  }

  private void next() {
    int start = at;
    char first = source.charAt(at++);
    if (first == '\'' || first == '`') {
      quoted(first);
      text.append(LITERAL);
    } else if (first == '"') {
      boolean closed = quoted(first);
      name(closed ? source.substring(start + 1, at - 1).replace("\"\"", "\"") : "");
      text.append(source, start, at);
    } else if (isDigit(first)) {
      skipNumber();
      text.append(LITERAL);
    } else if (isWordPart(first)) {
      skipWord();
      word(source.substring(start, at));
      text.append(source, start, at);
    } else {
      text.append(first);
    }
  }

  /** Skips to behind the closing quote, or to the end and returns false where there is none. */
  private boolean quoted(char quote) {
    while (at < source.length()) {
      if (source.charAt(at++) == quote) {
        if (at == source.length() || source.charAt(at) != quote) {
          return true;
        }
        at++;
      }
    }
    return false;
  }

  private void skipNumber() {
    while (at < source.length() && (isWordPart(source.charAt(at)) || source.charAt(at) == '.')) {
      at++;
    }
  }

  private void skipWord() {
    while (at < source.length() && (isWordPart(source.charAt(at)) || isDigit(source.charAt(at)))) {
      at++;
    }
  }

  private void word(String word) {
    String upper = word.toUpperCase(Locale.ROOT);
    verb = verb == null ? upper : verb;
    if (table == null && BEFORE_TABLE.contains(upper)) {
      tableIsNext = true;
    } else {
      name(word);
    }
  }

  private void name(String name) {
    if (tableIsNext) {
      table = name.isEmpty() ? null : Target.nameOf(name);
      tableIsNext = false;
    }
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isWordPart(char c) {
    return Character.isLetter(c) || isDigit(c) || c == '_';
  }
}
