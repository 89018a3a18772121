// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PercentTest {
  private static final String LETTERS = "ab%%%%cC3eE2298A0fF";

  @Test
  void isDecodable_saysWhetherDecodeCan() {
    Random random = new Random(7);
    int decodable = 0;
    for (int i = 0; i < 200_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(12); length > 0; length--) {
        text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
      }
      String around = "%" + text + "41";
      boolean can = Percent.decode(text.toString()) != null;
      assertThat(Percent.isDecodable(around, 1, around.length() - 2)).as("%s", text).isEqualTo(can);
      decodable += can ? 1 : 0;
    }
    assertThat(decodable).isBetween(10_000, 190_000);
  }
}
