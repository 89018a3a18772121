// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.contract;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opentest4j.TestAbortedException;

class RequiredToolTest {
  private static final String ABSENCE = "no plough: dnf install plough";

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void toolThatIsThere_isRequiredInSilence(boolean isCi) {
    assertThatCode(() -> RequiredTool.require(true, ABSENCE, isCi)).doesNotThrowAnyException();
  }

  @Test
  void toolThatIsNotThere_skips_andSaysHowToGetIt() {
    assertThatThrownBy(() -> RequiredTool.require(false, ABSENCE, false))
        .isInstanceOf(TestAbortedException.class)
        .hasMessageContaining(ABSENCE);
  }

  @Test
  void toolThatIsNotThere_fails_onCi() {
    assertThatThrownBy(() -> RequiredTool.require(false, ABSENCE, true))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(ABSENCE);
  }
}
