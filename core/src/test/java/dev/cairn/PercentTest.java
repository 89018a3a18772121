// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PercentTest {
  private static final String LETTERS = "ab%%%%cC3eE2298A0fF";

  @Test
  void end_saysWhetherDecodeCan() {
    Random random = new Random(7);
    int decodable = 0;
    for (int i = 0; i < 200_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(12); length > 0; length--) {
        text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
      }
      boolean can = Percent.decode(text.toString()) != null;
      int end = Percent.end("%" + text + " 41", 1, Percent.UNRESERVED);
      assertThat(end).as("%s", text).isEqualTo(can ? 1 + text.length() : -1);
      decodable += can ? 1 : 0;
    }
    assertThat(decodable).isBetween(10_000, 190_000);
  }

  @Test
  void end_isWhereNothingThatIsKeptFollows() {
    assertThat(Percent.end("x;u=a/b;t=c", 4, Percent.VALUE)).isEqualTo(7);
    assertThat(Percent.end("a/b", 0, Percent.UNRESERVED)).isEqualTo(1);
    assertThat(Percent.end("", 0, Percent.VALUE)).isZero();
    assertThat(Percent.end("aé", 0, Percent.VALUE)).isEqualTo(1);
    assertThat(Percent.end("%4\uff11", 0, Percent.VALUE)).as("a digit, but no ASCII").isEqualTo(-1);
  }
}
