// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.BeforeContainer;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The law that an added stamp changes nothing else, tried on DynamoDB Local with random updates. As
 * many as {@code -Djqwik.tries.default} says.
 */
class UpdateExpressionProperties {
  private static LocalTable table;

  @BeforeContainer
  static void createTable() {
    table = LocalTable.create("properties");
  }

  @Property
  void stamp_isAllThatAStampedUpdateAdds(@ForAll("legal") LegalUpdate legal) {
    Update update = legal.update();
    Outcome outcome = table.apply(update);
    assertThat(outcome.refusal()).as("of %s", update).isEmpty();

    UpdateExpression parsed = update.parsed();
    assertThat(parsed.clauses()).isEqualTo(legal.clauses());
    assertThat(parsed.written()).isEqualTo(legal.written());
    assertThat(parsed.touches("cairn")).isFalse();
    assertThat(update.names().keySet()).allMatch(parsed::uses);
    assertThat(update.values().keySet()).allMatch(parsed::uses);
    assertStampable(update, outcome.item());
  }

  @Property
  void spoiledUpdate_isStampedSafely_orNotAtAll(@ForAll("spoiled") Update update) {
    UpdateExpression parsed = update.parsed();
    Outcome outcome = table.apply(update);

    if (outcome.isAccepted()) {
      assertThat(parsed.isUnderstood()).as("DynamoDB takes %s", update).isTrue();
      assertStampable(update, outcome.item());
    }
  }

  @Property
  void anyText_isReadWithoutAnException(@ForAll String text, @ForAll("spoiled") Update update) {
    UpdateExpression.parse(text, Map.of());
    UpdateExpression.parse(update.expression() + text, update.names());
    UpdateExpression.parse(update.expression(), Map.of());
  }

  @Provide
  Arbitrary<LegalUpdate> legal() {
    return Arbitraries.randomValue(random -> new UpdateGenerator(random).generate());
  }

  @Provide
  Arbitrary<Update> spoiled() {
    return Arbitraries.randomValue(
        random -> {
          Update update = new UpdateGenerator(random).generate().update();
          String spoiled = new UpdateMutator(random).mutate(update.expression());
          return Update.of(spoiled, update.names(), update.values());
        });
  }

  private static void assertStampable(Update update, Map<String, AttributeValue> item) {
    UpdateExpression parsed = update.parsed();
    if (!parsed.setsOrAdds() || parsed.touches("cairn")) {
      return;
    }
    Map<String, AttributeValue> stamped = new HashMap<>(item);
    stamped.put("cairn", Update.STAMP);
    assertThat(table.apply(update.stamped())).as("of %s", update).isEqualTo(Outcome.of(stamped));
  }
}
