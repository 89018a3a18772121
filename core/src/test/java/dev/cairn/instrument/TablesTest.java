// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TablesTest {
  private long now = -5;
  private final Tables tables = new Tables(() -> now);

  private void after(long seconds) {
    now += seconds * 1_000_000_000L;
  }

  @Test
  void table_mayBeStamped_whileNothingIsKnown() {
    assertThat(tables.mayStamp("photos")).isTrue();
    assertThat(tables.isKnownToAccept("photos")).isFalse();
    assertThat(tables.isInUse("photos")).isFalse();
  }

  @Test
  void breaker_isOpenForFiveMinutes_ofThatTableAlone() {
    tables.refused("photos");
    after(299);

    assertThat(tables.mayStamp("photos")).isFalse();
    assertThat(tables.mayStamp("users")).isTrue();
  }

  @Test
  void breaker_letsOneCallTry_thenNobodyForFiveMinutes() {
    tables.refused("photos");
    after(300);

    assertThat(tables.mayStamp("photos")).isTrue();
    assertThat(tables.mayStamp("photos")).isFalse();
    after(299);
    assertThat(tables.mayStamp("photos")).isFalse();
    after(1);
    assertThat(tables.mayStamp("photos")).isTrue();
  }

  @Test
  void breaker_closes_whenTheTrialIsAccepted() {
    tables.refused("photos");
    after(300);
    tables.mayStamp("photos");
    tables.accepted("photos");

    assertThat(tables.mayStamp("photos")).isTrue();
    assertThat(tables.mayStamp("photos")).isTrue();
    assertThat(tables.isKnownToAccept("photos")).isTrue();
  }

  @Test
  void breaker_opensAgain_whenTheTrialIsRefused() {
    tables.accepted("photos");
    tables.refused("photos");
    after(300);
    tables.mayStamp("photos");
    tables.refused("photos");
    after(299);

    assertThat(tables.mayStamp("photos")).isFalse();
    assertThat(tables.isKnownToAccept("photos")).isFalse();
  }

  @Test
  void use_byTheApplication_isRemembered() {
    tables.inUse("photos");

    assertThat(tables.isInUse("photos")).isTrue();
    assertThat(tables.mayStamp("photos")).isTrue();
  }

  @Test
  void tablesBeyondTheLimit_areForgotten_andMayBeStamped() {
    for (int i = 0; i < 10_001; i++) {
      tables.refused("table-" + i);
    }

    assertThat(tables.mayStamp("table-0")).isFalse();
    assertThat(tables.mayStamp("table-10000")).isTrue();
  }
}
