// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.Cairn;
import dev.cairn.contract.Telemetry;
import dev.cairn.dynamodb.KeyNames.Names;
import dev.cairn.instrument.StorageHandler;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class KeyNamesTest {
  @RegisterExtension final Telemetry telemetry = new Telemetry();

  private Cairn cairn;
  private final List<String> asked = new CopyOnWriteArrayList<>();

  private KeyNames looking(TableLookup.Source source) {
    cairn = cairn == null ? Cairn.create(telemetry.openTelemetry()) : cairn;
    KeyNames names = new KeyNames.Builder().build();
    names.lookUp(
        new TableLookup(
            StorageHandler.dynamoDb(cairn),
            table -> {
              asked.add(table);
              return source.describe(table);
            }));
    return names;
  }

  @Test
  void names_areThoseConfigured_elseLearned_fromKeysOfOneAttribute() {
    KeyNames.Builder builder = new KeyNames.Builder();
    builder.add("photos", "id", "at");
    KeyNames names = builder.build();
    names.learn("photos", Map.of("other", 1));
    names.learn("users", Map.of("name", 1));
    names.learn("likes", Map.of("a", 1, "b", 2));

    assertThat(names.of("photos")).isEqualTo(new Names("id", "at"));
    assertThat(names.of("users")).isEqualTo(new Names("name", null));
    assertThat(names.of("likes")).isNull();
    assertThat(builder.build().of("users")).as("another client's").isNull();
  }

  @Test
  void unknownNames_areLookedUp_onceForEachTable() {
    KeyNames names = looking(table -> new Names("id", "at"));
    for (int i = 0; i < 10; i++) {
      names.of("photos");
    }
    telemetry.awaitThat(() -> names.of("photos") != null);

    assertThat(names.of("photos")).isEqualTo(new Names("id", "at"));
    assertThat(asked).containsExactly("photos");
  }

  @Test
  void failedLookup_isCounted_andNotRepeated() {
    KeyNames names =
        looking(
            table -> {
              throw new IllegalStateException("denied");
            });
    names.of("photos");
    telemetry.awaitThat(() -> telemetry.counted("cairn.faults") == 1);
    names.of("photos");
    names.of("users");
    telemetry.awaitThat(() -> telemetry.counted("cairn.faults") == 2);

    assertThat(asked).containsExactly("photos", "users");
  }

  @Test
  void lookup_isOff_whileCairnIs() {
    cairn = Cairn.create(telemetry.openTelemetry());
    KeyNames names = looking(table -> new Names("id", null));
    cairn.setEnabled(false);
    names.of("photos");
    cairn.setEnabled(true);
    names.of("users");
    telemetry.awaitThat(() -> names.of("users") != null);

    assertThat(asked).containsExactly("users");
  }

  @Test
  void lookup_isOff_inLambda() {
    assertThat(TableLookup.isPossible(Map.of("AWS_LAMBDA_FUNCTION_NAME", "f"))).isFalse();
    assertThat(TableLookup.isPossible(Map.of())).isTrue();
  }

  @Test
  void emptyUnsignedPrefix_isRefused() {
    assertThatThrownBy(
            () -> CairnDynamoDb.builder(Cairn.create(telemetry.openTelemetry())).unsignedPrefix(""))
        .hasMessageContaining("unsignedPrefix");
  }
}
