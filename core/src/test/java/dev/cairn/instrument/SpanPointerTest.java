// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.KeyValue;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The vectors of Datadog's rules. */
class SpanPointerTest {
  private final SpanPointer pointers = new SpanPointer();

  @Test
  void ofObject_isTheirHash() {
    assertThat(pointers.ofObject("some-bucket", "some-key.data", "ab12ef34"))
        .isEqualTo("e721375466d4116ab551213fdea08413");
    assertThat(pointers.ofObject("some-bucket", "some-key.data", "\"ab12ef34\""))
        .isEqualTo("e721375466d4116ab551213fdea08413");
    assertThat(pointers.ofObject("some-bucket", "some-key.你好", "ab12ef34"))
        .isEqualTo("d1333a04b9928ab462b5c6cadfa401f4");
  }

  @Test
  void ofItem_isTheirHash() {
    KeyValue value = KeyValue.string("some-value");
    assertThat(pointers.ofItem("some-table", Map.of("some-key", value)))
        .isEqualTo("7f1aee721472bcb48701d45c7c7f7821");
    assertThat(
            pointers.ofItem(
                "some-table", Map.of("some-key", value, "other-key", KeyValue.number("123"))))
        .isEqualTo("7aa1b80b0e49bd2078a5453399f4dd67");
    assertThat(
            pointers.ofItem(
                "some-table", Map.of("some-key", value, "other-key", KeyValue.number("123.0"))))
        .as("numbers as DynamoDB's streams show them")
        .isEqualTo("7aa1b80b0e49bd2078a5453399f4dd67");
  }
}
