// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchRuntimeException;

import dev.cairn.CairnAttributes;
import dev.cairn.contract.ItemClient.Answer;
import dev.cairn.contract.ItemClient.Update;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Updates by expression. */
public abstract class DynamoDbUpdateContract extends DynamoDbRefusalContract {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "SET title = :v",
        "set title=:v",
        "REMOVE likes SET title = :v",
        "SET title = :v REMOVE likes",
        "SET #t = if_not_exists(#t, :v), likes = likes + :n",
        "ADD likes :n",
        "\tADD likes :n REMOVE title\n"
      })
  void update_isStamped_andDoesWhatItDid(String expression) {
    Map<String, String> names = expression.contains("#t") ? Map.of("#t", "title") : null;
    Map<String, Object> values = new LinkedHashMap<>();
    if (expression.contains(":v")) {
      values.put(":v", "Our cat");
    }
    if (expression.contains(":n")) {
      values.put(":n", 2L);
    }
    Update update = new Update(expression, names, Collections.unmodifiableMap(values), "ALL_NEW");
    bare.put(table, item("bare"));
    bare.put(table, item("cat"));
    Map<String, Object> expected = new LinkedHashMap<>(bare.update(table, "bare", update).item());
    expected.put("pk", "cat");
    Answer seen = asAda(() -> decorated.update(table, "cat", update));

    assertThat(seen.item()).isEqualTo(expected);
    assertThat(stored("cat").user()).isEqualTo("ada");
    Map<String, Object> left = new LinkedHashMap<>(bare.get(table, "cat").item());
    left.remove("cairn");
    assertThat(left).isEqualTo(expected);
    SpanData span = telemetry.span("DynamoDB.UpdateItem");
    assertThat(attribute(span, CairnAttributes.ADDRESS)).isEqualTo("dynamodb://" + table + "/cat");
    assertThat(attribute(span, CairnAttributes.OUTCOME)).isEqualTo("applied");
  }

  @Test
  void update_returnsOnlyWhatTheApplicationUpdated() {
    bare.put(table, item("cat"));
    Update update = new Update("SET title = :v", null, Map.of(":v", "Our cat"), "UPDATED_NEW");
    Answer seen = asAda(() -> decorated.update(table, "cat", update));

    assertThat(seen.item()).isEqualTo(Map.of("title", "Our cat"));
    assertThat(seen.stamps()).containsExactly(stored("cat"));
  }

  @Test
  void update_tellsOfNothingOld_whereOnlyTheStampWasThere() {
    asAda(() -> decorated.put(table, Map.of("pk", "cat")));
    bare.put(table, Map.of("pk", "bare"));
    Update update = new Update("SET title = :v", null, Map.of(":v", "Our cat"), "UPDATED_OLD");
    Answer plain = bare.update(table, "bare", update);

    assertThat(asAda(() -> decorated.update(table, "cat", update)).unstamped()).isEqualTo(plain);
    assertThat(plain.items()).isEmpty();
  }

  @Test
  void update_isNotStamped_whenItOnlyRemoves() {
    bare.put(table, item("cat"));
    Update update = new Update("REMOVE title", null, null, "NONE");
    asAda(() -> decorated.update(table, "cat", update));

    assertThat(bare.get(table, "cat").item()).doesNotContainKeys("cairn", "title");
    assertSkipped("DynamoDB.UpdateItem", "would-create");
  }

  @Test
  void update_isNotStamped_whenItNamesTheKeyAlone() {
    Update update = new Update(null, null, null, "NONE");
    asAda(() -> decorated.update(table, "cat", update));

    assertThat(bare.get(table, "cat").item()).isEqualTo(Map.of("pk", "cat"));
    assertSkipped("DynamoDB.UpdateItem", "would-create");
  }

  @Test
  void update_leavesTheApplicationsOwnAttributeAlone() {
    Update update = new Update("SET #c = :v", Map.of("#c", "cairn"), Map.of(":v", "mine"), "NONE");
    asAda(() -> decorated.update(table, "cat", update));

    assertThat(bare.get(table, "cat").item()).containsEntry("cairn", "mine");
    assertSkipped("DynamoDB.UpdateItem", "key-in-use");
  }

  /** What an update overwrites does not show in it: a read or a write must have shown it before. */
  @Test
  void update_leavesTheApplicationsOwnAttributeAlone_onceItHasBeenSeen() {
    Update update = new Update("SET title = :v", null, Map.of(":v", "Our cat"), "NONE");
    for (Object own : List.of("a heap of stones", 7L, Map.of("height", 3L))) {
      String other = newTable();
      bare.put(other, Map.of("pk", "cat", "cairn", own));
      try (ItemClient client = newClient(cairn().build(), other)) {
        assertThat(client.get(other, "cat").item()).containsEntry("cairn", own);
        asAda(() -> client.update(other, "cat", update));
      }
      assertThat(bare.get(other, "cat").item())
          .isEqualTo(Map.of("pk", "cat", "cairn", own, "title", "Our cat"));
    }
    assertThat(telemetry.spans("DynamoDB.UpdateItem"))
        .extracting(span -> attribute(span, CairnAttributes.STAMP))
        .containsOnly("skipped:key-in-use");
  }

  @Test
  void update_isNotStamped_whenTheExpressionWouldExceedItsLimit() {
    String expression = "SET title = :v" + " ".repeat(4096 - 14);
    Update update = new Update(expression, null, Map.of(":v", "Our cat"), "NONE");
    asAda(() -> decorated.update(table, "cat", update));

    assertThat(bare.get(table, "cat").item()).containsEntry("title", "Our cat").hasSize(2);
    assertSkipped("DynamoDB.UpdateItem", "no-room");
  }

  @Test
  void update_failsAlike_whenItIsWrong() {
    for (String wrong : List.of("SET title =", "SOT title = :v", "SET title = :v SET likes = :v")) {
      Update update = new Update(wrong, null, Map.of(":v", "Our cat"), "NONE");
      RuntimeException plain = catchRuntimeException(() -> bare.update(table, "cat", update));
      RuntimeException traced =
          catchRuntimeException(() -> asAda(() -> decorated.update(table, "cat", update)));

      assertThat(traced).hasSameClassAs(plain);
      assertThat(decorated.errorCode(traced)).isEqualTo(bare.errorCode(plain));
    }
  }
}
