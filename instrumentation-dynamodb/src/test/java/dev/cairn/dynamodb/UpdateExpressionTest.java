// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.cairn.dynamodb.UpdateExpression.Clause;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UpdateExpressionTest {
  private static final Map<String, String> NAMES =
      Map.of("#a", "first", "#b", "b.c", "#stamp", "cairn", "#set", "set");

  private static UpdateExpression parse(String text) {
    return UpdateExpression.parse(text, NAMES);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SET a = :v                       | SET a = :v, #s = :s",
        "set a=:v,b=:w                    | set a=:v,b=:w, #s = :s",
        "SET a = :v REMOVE b              | SET a = :v, #s = :s REMOVE b",
        "REMOVE b SET a = :v              | REMOVE b SET a = :v, #s = :s",
        "REMOVE l[0]SET#a=l[1]ADD n :v    | REMOVE l[0]SET#a=l[1], #s = :s ADD n :v",
        "SET a=(b+:v)REMOVE c             | SET a=(b+:v), #s = :s REMOVE c",
        "ADD n :v                         | ADD n :v SET #s = :s",
        "DELETE s :w ADD n:v              | DELETE s :w ADD n:v SET #s = :s",
        "SET #set = :v, #a = f(x, :w)     | SET #set = :v, #a = f(x, :w), #s = :s",
      })
  void assignment_joinsTheSetClause_orMakesOne(String text, String expected) {
    assertThat(parse(text).withAssignment("#s", ":s")).isEqualTo(expected);
  }

  @Test
  void assignment_leavesEveryBlankAlone() {
    assertThat(parse("\n SET\ta =\r\n:v \n REMOVE b\n").withAssignment("#s", ":s"))
        .isEqualTo("\n SET\ta =\r\n:v, #s = :s \n REMOVE b\n");
  }

  @Test
  void written_areTopLevelNames_whateverTheirForm() {
    UpdateExpression parsed =
        parse("SET #a.x[0] = y.z + :v, m . #b = list_append(l, :w) REMOVE q[1] ADD #b :v");

    assertThat(parsed.written()).containsExactlyInAnyOrder("first", "m", "q", "b.c");
    assertThat(parsed.clauses()).containsExactlyInAnyOrder(Clause.SET, Clause.REMOVE, Clause.ADD);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SET cairn = :v",
        "SET #stamp = :v",
        "SET #stamp.x = :v",
        "SET cairn[0] = :v",
        "REMOVE a, cairn",
        "ADD #stamp :v",
        "DELETE cairn :v",
        "SET a = cairn",
        "SET a = b - cairn.x",
        "SET a = if_not_exists(#stamp, :v)",
        "SET a = list_append(l, list_append(:v, (cairn[1])))",
      })
  void expressionOnTheAttribute_touchesIt(String text) {
    assertThat(parse(text).touches("cairn")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SET Cairn = :v",
        "SET a.cairn = :v",
        "SET a.#stamp = :v",
        "SET a = :cairn",
        "SET a = cairn(b)",
        "SET cairns = cairn_s",
      })
  void expressionOnOthers_doesNotTouchIt(String text) {
    assertThat(parse(text).isUnderstood()).isTrue();
    assertThat(parse(text).touches("cairn")).isFalse();
  }

  @Test
  void setsOrAdds_isTrueOfTheseAlone() {
    assertThat(parse("SET a = :v").setsOrAdds()).isTrue();
    assertThat(parse("REMOVE a ADD b :v").setsOrAdds()).isTrue();
    assertThat(parse("REMOVE #set").setsOrAdds()).isFalse();
    assertThat(parse("REMOVE a DELETE b :v").setsOrAdds()).isFalse();
    assertThat(UpdateExpression.UNKNOWN.setsOrAdds()).isFalse();
  }

  @Test
  void uses_knowsEveryPlaceholder_byItsFullName() {
    UpdateExpression parsed = parse("SET #a.#b = if_not_exists(#stamp, :v) + (:w) ADD n :x");

    assertThat(new String[] {"#a", "#b", "#stamp", ":v", ":w", ":x"}).allMatch(parsed::uses);
    assertThat(new String[] {"#", "#A", "a", "#set", ":vw", ":"}).noneMatch(parsed::uses);
  }

  @Test
  void operators_areSignsAndFunctions() {
    assertThat(parse("SET a = :v, b = :v").operators()).isZero();
    assertThat(parse("SET a = b + :v, c = (if_not_exists(d, :v) - :w)").operators()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "  ",
        "SET",
        "a = :v",
        "SET a",
        "SET a =",
        "SET a = :v,",
        "SET , a = :v",
        "SET a = :v b = :v",
        "SET a = :v SET b = :v",
        "SET a = :v set b = :v",
        "REMOVE a, SET b = :v",
        "SET set = :v",
        "SET m.remove = :v",
        "SET a = b.add",
        "SETa = :v",
        "SET a = :vREMOVE b",
        "SET a == :v",
        "SET a = 5",
        "SET a = 'x'",
        "SET a = -b",
        "SET a = b +",
        "SET a = b * c",
        "SET a = (:v",
        "SET a = (:v))",
        "SET a = (:v, :w)",
        "SET a = f()",
        "SET a = f(:v).x",
        "SET a = :v.x",
        "SET a = :v[0]",
        "SET a[:v] = :v",
        "SET a[x] = :v",
        "SET a[-1] = :v",
        "SET a[] = :v",
        "SET a. = :v",
        "SET a..b = :v",
        "SET .a = :v",
        "SET _a = :v",
        "SET 1a = :v",
        "SET a-b = :v",
        "SET # = :v",
        "SET a = :",
        "SET # a = :v",
        "SET #unknown = :v",
        "SET a = #unknown",
        "SET a.#unknown = :v",
        "REMOVE a b",
        "REMOVE :v",
        "REMOVE f(a)",
        "ADD a",
        "ADD a = :v",
        "ADD a b",
        "DELETE a #b",
        "SET ä = :v",
        "SET a\u00a0= :v",
        "SET a\f= :v",
        "SET a = :v\u0000",
        "SET a = :v\u0000 SET",
        "SET a = :v;",
        "SET a = :v -- comment",
        "SET \ud83d\ude00 = :v",
        "SET a = :v \ud83d",
      })
  void whatIsNoExpression_isUnknown(String text) {
    assertThat(parse(text)).isSameAs(UpdateExpression.UNKNOWN);
  }

  @Test
  void noText_isUnknown() {
    assertThat(parse(null)).isSameAs(UpdateExpression.UNKNOWN);
  }

  @Test
  void noNames_areNoPlaceholders() {
    assertThat(UpdateExpression.parse("SET a = :v", null).isUnderstood()).isTrue();
    assertThat(UpdateExpression.parse("SET #a = :v", null)).isSameAs(UpdateExpression.UNKNOWN);
  }

  @Test
  void unknown_touchesEverything_andTakesNoAssignment() {
    UpdateExpression unknown = UpdateExpression.UNKNOWN;

    assertThat(unknown.isUnderstood()).isFalse();
    assertThat(unknown.touches("anything")).isTrue();
    assertThat(unknown.clauses()).isEmpty();
    assertThatIllegalStateException().isThrownBy(() -> unknown.withAssignment("#s", ":s"));
  }

  @Test
  void limit_isInBytes() {
    String longest = "SET a = :v" + " ".repeat(UpdateExpression.MAX_BYTES - 10);

    assertThat(UpdateExpression.fits(longest)).isTrue();
    assertThat(parse(longest).isUnderstood()).isTrue();
    assertThat(UpdateExpression.fits(longest + " ")).isFalse();
    assertThat(parse(longest + " ")).isSameAs(UpdateExpression.UNKNOWN);
    assertThat(UpdateExpression.fits("ä".repeat(2049))).isFalse();
  }

  @Test
  void deepNesting_isUnknown_andTheStackHolds() {
    assertThat(parse("SET a = " + "(".repeat(2000) + ":v" + ")".repeat(2000)))
        .isSameAs(UpdateExpression.UNKNOWN);
    assertThat(parse("SET a = " + "f(".repeat(300) + ":v" + ")".repeat(300)).isUnderstood())
        .isTrue();
    assertThat(parse("SET a" + ".b[0]".repeat(500) + " = :v").isUnderstood()).isTrue();
  }
}
