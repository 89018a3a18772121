// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dynamodb;

import dev.cairn.dynamodb.UpdateExpression.Clause;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Writes an expression token by token, choosing case, placeholders and white space at random. */
final class UpdateWriter {
  private static final String[] WHITE_SPACE = {" ", " ", "  ", "\t", "\n", "\r\n", " \n\t"};
  private static final String[] PREFIXES = {"", "_", "n", "SET", "v_"};
  private static final Set<String> RESERVED = Set.of("set");

  private final Random random;
  private final StringBuilder text = new StringBuilder();
  private final Map<String, String> names = new HashMap<>();
  private final Map<String, AttributeValue> values = new HashMap<>();

  UpdateWriter(Random random) {
    this.random = random;
  }

  Update update() {
    return new Update(text + blank(), names, values);
  }

  void keyword(Clause clause) {
    StringBuilder anyCase = new StringBuilder();
    for (char c : clause.name().toCharArray()) {
      anyCase.append(random.nextBoolean() ? c : Character.toLowerCase(c));
    }
    word(anyCase.toString());
  }

  /** A token that needs a blank between it and a neighbour of its kind. */
  void word(String word) {
    boolean adjoins = text.length() > 0 && isWordPart(text.charAt(text.length() - 1));
    text.append(adjoins ? someBlank() : blank()).append(word);
  }

  void sign(String sign) {
    text.append(blank()).append(sign);
  }

  void value(AttributeValue value) {
    sign(placeholder(":", values, value));
  }

  /** Names parted by slashes, each with any number of indexes. */
  void path(String path) {
    String dot = "";
    for (String step : path.split("/")) {
      if (!dot.isEmpty()) {
        sign(dot);
      }
      step(step);
      dot = ".";
    }
  }

  private void step(String step) {
    String[] nameAndIndexes = step.split("[\\[\\]]+");
    name(nameAndIndexes[0]);
    for (int i = 1; i < nameAndIndexes.length; i++) {
      sign("[");
      sign(nameAndIndexes[i]);
      sign("]");
    }
  }

  private void name(String name) {
    boolean bare = name.matches("[A-Za-z][A-Za-z0-9_]*") && !RESERVED.contains(name);
    if (bare && random.nextInt(3) > 0) {
      word(name);
    } else {
      sign(placeholder("#", names, name));
    }
  }

  private <T> String placeholder(String kind, Map<String, T> all, T meaning) {
    String placeholder = kind + PREFIXES[random.nextInt(PREFIXES.length)] + all.size();
    all.put(placeholder, meaning);
    return placeholder;
  }

  private String blank() {
    return random.nextBoolean() ? "" : someBlank();
  }

  private String someBlank() {
    return WHITE_SPACE[random.nextInt(WHITE_SPACE.length)];
  }

  private static boolean isWordPart(char c) {
    return c == '_' || Character.isLetterOrDigit(c);
  }
}
