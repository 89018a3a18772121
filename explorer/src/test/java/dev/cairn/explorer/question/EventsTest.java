// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.question;

import static dev.cairn.explorer.store.SpanBuilder.EPOCH;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cairn.CairnAttributes;
import dev.cairn.explorer.store.Batch;
import dev.cairn.explorer.store.Emitter;
import dev.cairn.explorer.store.EventRecord;
import dev.cairn.explorer.store.Selection;
import dev.cairn.explorer.store.SpanStore;
import io.opentelemetry.api.common.Attributes;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class EventsTest {
  private final SpanStore store = Answers.store();

  private void thanked(String user, String tenant, Duration after) {
    store.append(
        Batch.ofEvents(
            List.of(
                new EventRecord(
                    new Emitter(Attributes.empty(), null),
                    "thanked",
                    EPOCH.plus(after).toEpochMilli() * 1_000_000,
                    new EventRecord.Where(null, null),
                    Attributes.builder()
                        .put(CairnAttributes.USER_ID, user)
                        .put(CairnAttributes.TENANT_ID, tenant)
                        .build()))));
  }

  private ObjectNode ask(String every) {
    return Questions.to(store).events(Selection.ALL, "thanked", every);
  }

  @Test
  void sameIdInTwoTenants_orInNone_isAnotherUser() {
    thanked("ada", "acme", Duration.ZERO);
    thanked("ada", "globex", Duration.ofSeconds(1));
    thanked("ada", null, Duration.ofSeconds(2));
    thanked("ada", null, Duration.ofSeconds(3));
    thanked(null, "acme", Duration.ofSeconds(4));

    ObjectNode answer = ask(null);

    assertThat(answer.path("users").asInt()).isEqualTo(3);
    assertThat(answer.path("count").asInt()).isEqualTo(5);
    assertThat(answer.path("withoutUser").asInt()).isEqualTo(1);
    assertThat(answer.path("tenants")).hasSize(3);
  }

  @Test
  void stretchesOfTime_areWhole_andFit() {
    thanked("ada", "acme", Duration.ZERO);
    thanked("bob", "acme", Duration.ofMinutes(44));
    thanked("ada", "acme", Duration.ofMinutes(46));

    assertThat(ask("1h").path("times").findValuesAsText("from"))
        .containsExactly("2026-11-23T10:00:00Z", "2026-11-23T11:00:00Z");
    assertThat(ask("1h").path("times").findValuesAsText("count")).containsExactly("2", "1");
    assertThat(ask(null).path("everySeconds").asInt()).isEqualTo(60);
    thanked("ada", "acme", Duration.ofDays(30));
    assertThat(ask(null).path("everySeconds").asInt()).isEqualTo(24 * 3600);
  }

  @Test
  void eventThatNeverWas_isNone() {
    ObjectNode answer = ask(null);

    assertThat(answer.path("count").asInt(-1)).isZero();
    assertThat(answer.path("first").isNull()).isTrue();
    assertThat(answer.path("times")).isEmpty();
  }
}
