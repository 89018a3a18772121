// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class UnprocessedTest {
  private static final Map<String, List<String>> SENT =
      Map.of("t", List.of("a+stamp", "b+stamp", "c+stamp"));

  private static List<String> codes(List<String> left) {
    Unprocessed<String> unprocessed = new Unprocessed<>(SENT, Map.of("t", left));
    return Stream.of(0, 1, 2).map(unprocessed::code).map(String::valueOf).toList();
  }

  @Test
  void writes_areUndone_whereTheyAreNamed() {
    assertThat(codes(List.of())).containsExactly("null", "null", "null");
    assertThat(codes(List.of("b+stamp"))).containsExactly("null", "UnprocessedItem", "null");
  }

  @Test
  void writes_areUnknown_whereTheServiceNamesOneInItsOwnWords() {
    assertThat(codes(List.of("b+stamp", "B")))
        .containsExactly("InternalServerError", "UnprocessedItem", "InternalServerError");
  }

  @Test
  void left_isAsTheApplicationWroteIt_elseWithoutTheStamp() {
    assertThat(
            Unprocessed.asWritten(
                Map.of("t", List.of("a", "b", "c")),
                SENT,
                Map.of("t", List.of("c+stamp", "B+stamp")),
                (table, write) -> write.replace("+stamp", "")))
        .isEqualTo(Map.of("t", List.of("c", "B")));
  }
}
