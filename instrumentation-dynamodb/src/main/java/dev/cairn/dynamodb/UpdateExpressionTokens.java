// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dynamodb;

import dev.cairn.dynamodb.UpdateExpression.Clause;

/**
 * The tokens of an update expression, one at a time: words, numbers, placeholders and single signs.
 *
 * <p>White space is tab, line feed, carriage return and blank; letters are ASCII. Anything else in
 * the text makes a token that nobody takes. DynamoDB Local draws the line at the same characters
 * ({@code DynamoDbGrammarTest}).
 */
final class UpdateExpressionTokens {
  // The kind of a token; the kind of any other is its first character, which is none of these.
  private static final char WORD = 'w';
  private static final char KEYWORD = 'k';
  private static final char NUMBER = '0';
  private static final char NOTHING = '\0';

  private static final Clause[] KEYWORDS = Clause.values();

  private final String text;
  private char kind;
  private int start;
  private int end;
  private int endOfLast;

  UpdateExpressionTokens(String text) {
    this.text = text;
    advance();
  }

  boolean isAtEnd() {
    return start == text.length();
  }

  /** Whether the token is this sign, or a placeholder that begins with it. */
  boolean isAt(char sign) {
    return kind == sign;
  }

  /** Whether the token may name an attribute or a function. */
  boolean isAtWord() {
    return kind == WORD;
  }

  String text() {
    return text.substring(start, end);
  }

  /** Where the token before this one ends. */
  int endOfLast() {
    return endOfLast;
  }

  /** Takes the token, whatever it is. */
  String takeAny() {
    String taken = text();
    advance();
    return taken;
  }

  boolean takeKeyword(Clause clause) {
    return take(kind == KEYWORD && isSame(clause.name()));
  }

  boolean take(char sign) {
    return take(kind == sign);
  }

  boolean takeNumber() {
    return take(kind == NUMBER);
  }

  private boolean take(boolean wanted) {
    if (wanted) {
      advance();
    }
    return wanted;
  }

  private void advance() {
    endOfLast = end;
    start = skipWhile(end, UpdateExpressionTokens::isWhiteSpace);
    end = Math.min(start + 1, text.length());
    char first = isAtEnd() ? NOTHING : text.charAt(start);
    if (isLetter(first)) {
      end = skipWhile(end, UpdateExpressionTokens::isWordPart);
      kind = isKeyword() ? KEYWORD : WORD;
    } else if (isDigit(first)) {
      end = skipWhile(end, UpdateExpressionTokens::isDigit);
      kind = NUMBER;
    } else if (first == '#' || first == ':') {
      end = skipWhile(end, UpdateExpressionTokens::isWordPart);
      kind = end - start > 1 ? first : NOTHING;
    } else {
      kind = first;
    }
  }

  private boolean isKeyword() {
    for (Clause clause : KEYWORDS) {
      if (isSame(clause.name())) {
        return true;
      }
    }
    return false;
  }

  private boolean isSame(String word) {
    return end - start == word.length() && text.regionMatches(true, start, word, 0, word.length());
  }

  private interface CharTest {
    boolean test(char c);
  }

  private int skipWhile(int from, CharTest test) {
    int at = from;
    while (at < text.length() && test.test(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static boolean isWhiteSpace(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isWordPart(char c) {
    return isLetter(c) || isDigit(c) || c == '_';
  }
}
