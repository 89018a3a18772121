// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BoundedCacheTest {
  private final AtomicInteger made = new AtomicInteger();
  private final BoundedCache<Integer, String> cache =
      new BoundedCache<>(
          key -> {
            made.incrementAndGet();
            return "v" + key;
          });

  @Test
  void value_isMadeOnce() {
    assertThat(cache.get(1)).isEqualTo("v1").isSameAs(cache.get(1));
    assertThat(made).hasValue(1);
  }

  @Test
  void keysWithoutNumber_areForgotten() {
    for (int key = 0; key <= 1000; key++) {
      cache.get(key);
    }
    made.set(0);

    assertThat(cache.get(1000)).isEqualTo("v1000");
    assertThat(made).as("the latest is known").hasValue(0);
    assertThat(cache.get(0)).isEqualTo("v0");
    assertThat(made).as("those before are not").hasValue(1);
  }

  @Test
  void fault_isThrown_andNothingKept() {
    AtomicInteger tries = new AtomicInteger();
    BoundedCache<Integer, String> faulty =
        new BoundedCache<>(
            key -> {
              if (tries.incrementAndGet() == 1) {
                throw new IllegalStateException("once");
              }
              return "v";
            });

    assertThatThrownBy(() -> faulty.get(1)).hasMessage("once");
    assertThat(faulty.get(1)).isEqualTo("v");
  }
}
