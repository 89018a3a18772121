// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What DynamoDB Local takes for an update expression, where the documentation is silent or
 * surprising: the facts on which {@link UpdateExpression} is built.
 */
class DynamoDbGrammarTest {
  private static LocalTable table;

  @BeforeAll
  static void createTable() {
    table = LocalTable.create("grammar");
  }

  private static Outcome apply(String expression) {
    Map<String, AttributeValue> values =
        Map.of(
            ":l", AttributeValue.fromL(List.of(LocalTable.number(7))),
            ":s", AttributeValue.fromNs(List.of("7")));
    return table.apply(Update.of(expression, Map.of(), values));
  }

  @Test
  void whiteSpace_isTabLineFeedReturnAndBlank() {
    IntStream others = IntStream.of(0x1680, 0x2003, 0x2028, 0x3000, 0xfeff, 0x200b);
    List<String> accepted =
        IntStream.concat(IntStream.range(0, 256), others)
            .mapToObj(Character::toString)
            .filter(c -> apply("SET" + c + "a" + c + "=" + c + ":v").isAccepted())
            .toList();

    assertThat(accepted).containsExactly("\t", "\n", "\r", " ");
  }

  @Test
  void words_areAsciiLettersThenDigitsAndUnderscores() {
    List<String> notWords =
        Stream.of("_a", "1", "1a", "ä", "a-b", "a$", "\u4e2d", "a\u00e9").toList();

    assertThat(List.of("a", "Z", "a1", "a_", "a__1"))
        .allMatch(word -> apply("SET " + word + " = :v").isAccepted());
    assertThat(notWords).noneMatch(word -> apply("SET " + word + " = :v").isAccepted());
  }

  @Test
  void placeholders_mayBeginWithDigitOrUnderscore() {
    assertThat(List.of("#1", "#_", "#9a_"))
        .allMatch(name -> apply("SET " + name + " = :v").isAccepted());
    assertThat(List.of(":1", ":_")).allMatch(value -> apply("SET a = " + value).isAccepted());
  }

  /** Each of these is legal; that we understand it too is what the test is for. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "SET#x=:v",
        "ADD n:v",
        "ADD#x:v",
        "DELETE ns:s",
        "REMOVE l[0]SET a=:v",
        "SET a=(n)REMOVE m",
        "SET a=l[0]REMOVE n",
        "sEt a=:v rEmOvE n",
        "DELETE ns :s ADD n :v REMOVE y SET z=:v",
        "SET l [ 0 ] = :v",
        "SET m . x = :v",
        "SET m.#x = :v",
        "SET l[99] = :v",
        "SET a = (n + :v)",
        "SET a=n-o",
        "SET a=n-:v",
        "SET a = if_not_exists (z,:v)",
        "SET a = if_not_exists(z,(:v))",
        "SET a = (if_not_exists(z,:v)) - n",
        "SET l = list_append(if_not_exists(z,:l),:l)",
        "SET a = ((n) + (:v))",
        "SET size = :v",
        "SET if_not_exists = :v",
        "SET A = :v, a = :v",
        "SET n = o, o = n",
      })
  void legal_isUnderstood(String expression) {
    assertThat(apply(expression).refusal()).isEmpty();
    assertThat(Update.of(expression).parsed().isUnderstood()).isTrue();
  }

  /**
   * Words of the clauses, also inside a path; other reserved words are refused for their meaning.
   */
  @ParameterizedTest
  @ValueSource(strings = {"set", "Remove", "ADD", "delete"})
  void keyword_isNoAttribute_unlessBehindAPlaceholder(String word) {
    assertThat(apply("SET " + word + " = :v").isAccepted()).isFalse();
    assertThat(apply("SET m." + word + " = :v").isAccepted()).isFalse();
    assertThat(apply("SET a = " + word).isAccepted()).isFalse();
    assertThat(table.apply(Update.of("SET #k = :v", Map.of("#k", word), Map.of())).refusal())
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SET a = n + o + :v",
        "SET a = n + (o + :v)",
        "SET a = ((n))",
        "SET a = IF_NOT_EXISTS(z, :v)",
        "SET a = if_not_exists(z, n + :v)",
        "SET a = if_not_exists(n, n)",
        "SET l = list_append(list_append(l, :l), :l)",
        "SET l[00] = :v",
        "SET user = :v",
      })
  void someRefused_areUnderstoodAllTheSame(String expression) {
    assertThat(apply(expression).isAccepted()).isFalse();
    assertThat(Update.of(expression).parsed().isUnderstood()).isTrue();
    assertThat(table.apply(Update.of(expression).stamped()).isAccepted()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"SET a = :v -- c", "SET a = :v /* c */", "SET a = :v # c"})
  void comments_doNotExist(String expression) {
    assertThat(apply(expression).isAccepted()).isFalse();
  }

  /**
   * AWS documents that a REMOVE of a missing item makes none; DynamoDB Local makes one, so that the
   * rule of {@link UpdateExpression#setsOrAdds} cannot be tested here.
   */
  @Test
  void removeOfNoItem_makesOne_onlyLocally() {
    table.delete();

    assertThat(table.applyAgain(Update.of("REMOVE a")).refusal()).isEmpty();
  }

  /** The sign of an assignment is no operator, so a stamp always has room under this limit. */
  @Test
  void limitOfOperators_countsSignsAndFunctions_butNoAssignments() {
    Update full = Update.of(repeated("%=n+:v", 298) + ",x=if_not_exists(n,:v)-o");
    assertThat(full.parsed().operators()).isEqualTo(UpdateExpression.MAX_OPERATORS);
    assertThat(table.apply(full).refusal()).isEmpty();
    assertThat(table.apply(full.stamped()).refusal()).isEmpty();

    assertThat(apply(full.expression() + ",y=n+o").refusal()).contains("too many operators");
    assertThat(apply(repeated("%=:v", 400)).refusal()).isEmpty();
  }

  @Test
  void limitOfBytes_countsEveryBlank() {
    String longest = "SET a = :v" + " ".repeat(UpdateExpression.MAX_BYTES - 10);

    assertThat(apply(longest).refusal()).isEmpty();
    assertThat(apply(longest + " ").isAccepted()).isFalse();
  }

  private static String repeated(String assignment, int times) {
    return IntStream.range(0, times)
        .mapToObj(i -> assignment.replace("%", "c" + i))
        .collect(Collectors.joining(",", "SET ", ""));
  }
}
