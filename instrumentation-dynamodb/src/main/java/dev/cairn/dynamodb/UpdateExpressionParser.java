// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dynamodb;

import dev.cairn.dynamodb.UpdateExpression.Clause;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Reads one update expression by recursive descent. For one use by one thread.
 *
 * <pre>
 * expression = clause { clause }
 * clause     = SET    path "=" value { "," path "=" value }
 *            | REMOVE path           { "," path }
 *            | ADD    path :value    { "," path :value }
 *            | DELETE path :value    { "," path :value }
 * value      = operand { ("+" | "-") operand }
 * operand    = :value | path | function | "(" value ")"
 * function   = word "(" value { "," value } ")"
 * path       = name { "." name | "[" number "]" }
 * name       = word | #name
 * </pre>
 *
 * Every method that reads a part says whether it was there; after the first false nothing counts.
 */
final class UpdateExpressionParser {
  /** DynamoDB takes no more functions than these, so a legal expression nests no deeper. */
  private static final int MAX_DEPTH = UpdateExpression.MAX_OPERATORS;

  private final UpdateExpressionTokens tokens;
  private final Map<String, String> names;
  private final Set<Clause> clauses = EnumSet.noneOf(Clause.class);
  private final Set<String> written = new HashSet<>();
  private final Set<String> read = new HashSet<>();
  private final Set<String> placeholders = new HashSet<>();
  private int endOfSet;
  private int operators;
  private int depth;

  UpdateExpressionParser(String text, Map<String, String> names) {
    this.tokens = new UpdateExpressionTokens(text);
    this.names = names;
  }

  Set<Clause> clauses() {
    return clauses;
  }

  Set<String> written() {
    return written;
  }

  Set<String> read() {
    return read;
  }

  Set<String> placeholders() {
    return placeholders;
  }

  /** Where the last assignment of the SET clause ends in the text. */
  int endOfSet() {
    return endOfSet;
  }

  int operators() {
    return operators;
  }

  /** Whether the text is an expression. */
  boolean parse() {
    do {
      if (!clause()) {
        return false;
      }
    } while (!tokens.isAtEnd());
    return true;
  }

  private boolean clause() {
    for (Clause clause : Clause.values()) {
      if (tokens.takeKeyword(clause)) {
        return clauses.add(clause) && actions(clause);
      }
    }
    return false;
  }

  private boolean actions(Clause clause) {
    do {
      if (!action(clause)) {
        return false;
      }
    } while (tokens.take(','));
    if (clause == Clause.SET) {
      endOfSet = tokens.endOfLast();
    }
    return true;
  }

  private boolean action(Clause clause) {
    if (!path(written)) {
      return false;
    }
    return switch (clause) {
      case SET -> tokens.take('=') && value();
      case REMOVE -> true;
      case ADD, DELETE -> placeholder(':');
    };
  }

  private boolean value() {
    if (!operand()) {
      return false;
    }
    while (tokens.take('+') || tokens.take('-')) {
      operators++;
      if (!operand()) {
        return false;
      }
    }
    return true;
  }

  private boolean operand() {
    if (tokens.take('(')) {
      return nested(1);
    }
    if (tokens.isAt(':')) {
      return placeholder(':');
    }
    if (!tokens.isAtWord()) {
      return path(read);
    }
    String word = tokens.takeAny();
    if (tokens.take('(')) {
      operators++;
      return nested(Integer.MAX_VALUE);
    }
    read.add(word);
    return restOfPath();
  }

  /** At most so many values, after their opening parenthesis. */
  private boolean nested(int values) {
    if (++depth > MAX_DEPTH || !value()) {
      return false;
    }
    for (int i = 1; i < values && tokens.take(','); i++) {
      if (!value()) {
        return false;
      }
    }
    depth--;
    return tokens.take(')');
  }

  private boolean path(Set<String> roots) {
    if (tokens.isAtWord()) {
      roots.add(tokens.takeAny());
      return restOfPath();
    }
    String name = tokens.text();
    if (!placeholder('#')) {
      return false;
    }
    roots.add(names.get(name));
    return restOfPath();
  }

  private boolean restOfPath() {
    while (true) {
      if (tokens.take('.')) {
        if (!name()) {
          return false;
        }
      } else if (tokens.take('[')) {
        if (!tokens.takeNumber() || !tokens.take(']')) {
          return false;
        }
      } else {
        return true;
      }
    }
  }

  private boolean name() {
    if (tokens.isAtWord()) {
      tokens.takeAny();
      return true;
    }
    return placeholder('#');
  }

  /** A placeholder of this kind; one for a name must stand for something. */
  private boolean placeholder(char kind) {
    if (!tokens.isAt(kind)) {
      return false;
    }
    String placeholder = tokens.takeAny();
    placeholders.add(placeholder);
    return kind == ':' || names.get(placeholder) != null;
  }
}
