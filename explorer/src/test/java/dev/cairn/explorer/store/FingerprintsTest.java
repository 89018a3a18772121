// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A set like any other, whatever is added to and removed from which places. */
final class FingerprintsTest {
  /**
   * They lie beside one another, at both ends of the table, so that most are not where they belong.
   */
  private static final int PLACES = 40;

  private static final int ROUNDS = 8;
  private static final int SLOTS = 1 << 12;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void set_isLikeAnyOther(long seed) {
    Random random = new Random(seed);
    Fingerprints fingerprints = new Fingerprints();
    Set<Long> expected = new HashSet<>();
    for (int step = 0; step < 2_000; step++) {
      long place = random.nextInt(PLACES) - PLACES / 2 + SLOTS;
      long number = place + (long) SLOTS * random.nextInt(ROUNDS);
      if (random.nextInt(5) < 3) {
        assertThat(fingerprints.add(number)).isEqualTo(expected.add(number));
      } else {
        fingerprints.remove(number);
        expected.remove(number);
      }
    }
    assertThat(fingerprints.size()).isEqualTo(expected.size());
    for (long number = SLOTS - PLACES; number < (ROUNDS + 2L) * SLOTS; number++) {
      assertThat(fingerprints.contains(number)).isEqualTo(expected.contains(number));
    }
  }
}
