// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dynamodb;

import java.util.Map;
import java.util.Set;

/**
 * What a DynamoDB {@code UpdateExpression} does, as far as it takes to add one assignment to it.
 *
 * <p>It is read by its grammar, never searched for words: an attribute may hide behind a
 * placeholder and a clause may end anywhere. What the grammar does not cover gives {@link
 * #UNKNOWN}, never an exception. A little more is understood than DynamoDB accepts (chains of
 * operators, nested parentheses): what DynamoDB refuses it refuses with the assignment as well.
 *
 * <p>Immutable.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.UpdateExpressions.html">
 *     DynamoDB: update expressions</a>
 */
final class UpdateExpression {
  // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html
  static final int MAX_BYTES = 4096;
  static final int MAX_OPERATORS = 300;

  /** An expression that is not understood. It must go out as it is. */
  static final UpdateExpression UNKNOWN =
      new UpdateExpression("", new UpdateExpressionParser("", Map.of()));

  /** The clauses of an expression, each of which may occur once. */
  enum Clause {
    SET,
    REMOVE,
    ADD,
    DELETE
  }

  private final String text;
  private final Set<Clause> clauses;
  private final Set<String> written;
  private final Set<String> read;
  private final Set<String> placeholders;
  private final int endOfSet;
  private final int operators;

  private UpdateExpression(String text, UpdateExpressionParser parsed) {
    this.text = text;
    this.clauses = Set.copyOf(parsed.clauses());
    this.written = Set.copyOf(parsed.written());
    this.read = Set.copyOf(parsed.read());
    this.placeholders = Set.copyOf(parsed.placeholders());
    this.endOfSet = parsed.endOfSet();
    this.operators = parsed.operators();
  }

  /**
   * Reads an expression.
   *
   * @param text as the application wrote it; null gives {@link #UNKNOWN}
   * @param names the request's {@code ExpressionAttributeNames}; a placeholder that is not among
   *     them gives {@link #UNKNOWN}; null means none
   */
  static UpdateExpression parse(String text, Map<String, String> names) {
    if (text == null || !fits(text)) {
      return UNKNOWN;
    }
    UpdateExpressionParser parser =
        new UpdateExpressionParser(text, names == null ? Map.of() : names);
    return parser.parse() ? new UpdateExpression(text, parser) : UNKNOWN;
  }

  /** Whether DynamoDB takes an expression of this length. */
  static boolean fits(String text) {
    return text.length() <= MAX_BYTES && Sizes.ofText(text) <= MAX_BYTES;
  }

  boolean isUnderstood() {
    return !clauses.isEmpty();
  }

  /** The clauses there are; none if not understood. */
  Set<Clause> clauses() {
    return clauses;
  }

  /** Top-level attributes that the expression writes or removes, in whole or in part. */
  Set<String> written() {
    return written;
  }

  /**
   * Whether the expression sets or adds anything. Only then does DynamoDB make an item where there
   * is none, so only then does one more assignment not make a phantom.
   */
  boolean setsOrAdds() {
    return clauses.contains(Clause.SET) || clauses.contains(Clause.ADD);
  }

  /**
   * Whether the expression writes or reads this top-level attribute or anything inside it, bare or
   * by whatever placeholder. True if not understood.
   */
  boolean touches(String attribute) {
    return !isUnderstood() || written.contains(attribute) || read.contains(attribute);
  }

  /** Whether the expression uses this placeholder, such as {@code #name} or {@code :value}. */
  boolean uses(String placeholder) {
    return placeholders.contains(placeholder);
  }

  /**
   * How many of the {@link #MAX_OPERATORS} operators and functions the expression has. The sign of
   * an assignment is none, so that one more assignment adds none.
   */
  int operators() {
    return operators;
  }

  /**
   * The expression with {@code SET name = value} added, and otherwise unchanged to the last blank.
   *
   * <p>It is the caller's to see that this is wanted ({@link #setsOrAdds}, {@link #touches}), that
   * neither placeholder is {@linkplain #uses in use} here or elsewhere in the request, and that the
   * result {@link #fits}.
   *
   * @param name a name's placeholder, such as {@code #cairn_s}
   * @param value a value's placeholder, such as {@code :cairn_s}
   * @throws IllegalStateException if the expression is not understood
   */
  String withAssignment(String name, String value) {
    if (!isUnderstood()) {
      throw new IllegalStateException("an expression that is not understood cannot be added to");
    }
    if (!clauses.contains(Clause.SET)) {
      return text + " SET " + name + " = " + value;
    }
    String rest = text.substring(endOfSet);
    // "SET a = b[0]REMOVE c" is legal; "SET a = b[0], #x = :xREMOVE c" is another expression.
    String gap = rest.isEmpty() || Character.isWhitespace(rest.charAt(0)) ? "" : " ";
    return text.substring(0, endOfSet) + ", " + name + " = " + value + gap + rest;
  }
}
