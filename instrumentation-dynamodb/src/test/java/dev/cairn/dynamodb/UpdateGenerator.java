// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dynamodb;

import dev.cairn.dynamodb.UpdateExpression.Clause;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Makes up one update that is legal on {@link LocalTable#ITEM}: any clauses in any order, any form
 * of value, names bare or by placeholder, any legal white space. For one use.
 */
final class UpdateGenerator {
  /**
   * Paths to write, no two of which overlap. A slash parts names, so that a name may have a dot.
   */
  private static final List<String> NUMBERS =
      List.of("n", "o", "l[0]", "l[2]", "m/x", "m/y/z", "new1", "new_2", "a.dot", "_under", "set");

  private static final List<String> NUMBER_SETS = List.of("ns", "newSet");
  private static final List<String> LISTS = List.of("newList", "new-list");

  /** Paths of the item that hold numbers. */
  private static final List<String> READABLE = List.of("n", "o", "l[0]", "l[1]", "m/x", "m/y/z");

  private final Random random;
  private final UpdateWriter writer;
  private final Map<Clause, List<Runnable>> actions = new EnumMap<>(Clause.class);
  private final Set<String> written = new HashSet<>();

  UpdateGenerator(Random random) {
    this.random = random;
    this.writer = new UpdateWriter(random);
  }

  LegalUpdate generate() {
    List<String> targets = new ArrayList<>(NUMBERS);
    targets.addAll(NUMBER_SETS);
    targets.addAll(LISTS);
    Collections.shuffle(targets, random);
    targets.subList(0, 1 + random.nextInt(6)).forEach(this::addAction);

    List<Clause> order = new ArrayList<>(actions.keySet());
    Collections.shuffle(order, random);
    for (Clause clause : order) {
      writer.keyword(clause);
      separated(actions.get(clause));
    }
    return new LegalUpdate(writer.update(), Set.copyOf(order), Set.copyOf(written));
  }

  private void separated(List<Runnable> clause) {
    clause.get(0).run();
    for (Runnable action : clause.subList(1, clause.size())) {
      writer.sign(",");
      action.run();
    }
  }

  private void addAction(String target) {
    written.add(target.replaceFirst("[/\\[].*", ""));
    Clause clause = clauseFor(target);
    actions.computeIfAbsent(clause, c -> new ArrayList<>()).add(() -> action(clause, target));
  }

  private Clause clauseFor(String target) {
    if (NUMBER_SETS.contains(target)) {
      return oneOf(List.of(Clause.values()));
    }
    return LISTS.contains(target)
        ? oneOf(List.of(Clause.SET, Clause.REMOVE))
        : oneOf(List.of(Clause.SET, Clause.SET, Clause.REMOVE, Clause.ADD));
  }

  private void action(Clause clause, String target) {
    writer.path(target);
    switch (clause) {
      case SET -> {
        writer.sign("=");
        valueFor(target);
      }
      case REMOVE -> {}
      case ADD, DELETE -> literalFor(target);
    }
  }

  private void literalFor(String target) {
    writer.value(
        NUMBER_SETS.contains(target)
            ? AttributeValue.fromNs(List.of("7", "8"))
            : LocalTable.number(random.nextInt(100)));
  }

  private void valueFor(String target) {
    if (NUMBER_SETS.contains(target)) {
      literalFor(target);
    } else if (LISTS.contains(target)) {
      list();
    } else {
      number();
    }
  }

  private void list() {
    if (random.nextBoolean()) {
      listOperand();
    } else {
      function("list_append", this::listOperand, this::listOperand);
    }
  }

  private void listOperand() {
    switch (random.nextInt(3)) {
      case 0 -> writer.path("l");
      case 1 -> function("if_not_exists", () -> writer.path("absent"), () -> writer.path("l"));
      default -> writer.value(AttributeValue.fromL(List.of(LocalTable.number(3))));
    }
  }

  private void number() {
    switch (random.nextInt(3)) {
      case 0 -> operand();
      case 1 -> parenthesised(this::arithmetic);
      default -> arithmetic();
    }
  }

  private void arithmetic() {
    operand();
    writer.sign(random.nextBoolean() ? "+" : "-");
    operand();
  }

  private void operand() {
    switch (random.nextInt(4)) {
      case 0 -> readOrDefault();
      case 1 -> function("if_not_exists", () -> writer.path("absent"), () -> readOrDefault());
      case 2 -> parenthesised(this::simple);
      default -> simple();
    }
  }

  private void simple() {
    if (random.nextBoolean()) {
      read();
    } else {
      writer.value(LocalTable.number(random.nextInt(100)));
    }
  }

  private void read() {
    writer.path(oneOf(READABLE));
  }

  /** DynamoDB refuses {@code if_not_exists} of an attribute and itself. */
  private void readOrDefault() {
    List<String> two = new ArrayList<>(READABLE);
    Collections.shuffle(two, random);
    function("if_not_exists", () -> writer.path(two.get(0)), () -> writer.path(two.get(1)));
  }

  private void parenthesised(Runnable inner) {
    writer.sign("(");
    inner.run();
    writer.sign(")");
  }

  private void function(String name, Runnable first, Runnable second) {
    writer.word(name);
    parenthesised(
        () -> {
          first.run();
          writer.sign(",");
          second.run();
        });
  }

  private <T> T oneOf(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
