// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

class RealAwsTest {
  @AfterEach
  void forget() {
    System.clearProperty(RealAws.SETTING);
    System.clearProperty("bucket");
  }

  @Test
  void names_areNew_andBeginWithTheKind() {
    assertThat(RealAws.newName("bucket")).matches("bucket-[0-9a-f]{12}");
    assertThat(RealAws.newName("bucket")).isNotEqualTo(RealAws.newName("bucket"));
  }

  @Test
  void names_beginAsTheSettingSays_onRealAws() {
    System.setProperty(RealAws.SETTING, "true");
    System.setProperty("bucket", "acme-tests");

    assertThat(RealAws.newName("bucket")).matches("acme-tests-[0-9a-f]{12}");
  }

  @Test
  void names_needTheSetting_onRealAws() {
    System.setProperty(RealAws.SETTING, "true");

    assertThatIllegalStateException()
        .isThrownBy(() -> RealAws.newName("bucket"))
        .withMessageContaining("-Dbucket");
  }

  @Test
  void assumeNot_skips_onRealAws_andSaysWhy() {
    RealAws.assumeNot("no faults");
    System.setProperty(RealAws.SETTING, "true");

    assertThatThrownBy(() -> RealAws.assumeNot("no faults"))
        .isInstanceOf(TestAbortedException.class)
        .hasMessageContaining("no faults");
  }
}
