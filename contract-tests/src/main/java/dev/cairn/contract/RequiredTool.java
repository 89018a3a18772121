// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Assumptions;

/** What a test needs of the machine and Maven does not bring: a program, another JDK. */
public final class RequiredTool {
  private RequiredTool() {}

  /**
   * Skips the test where the tool is not there; fails it where the environment variable {@code CI}
   * is {@code true}, so that no evidence gets lost unseen.
   *
   * @param absence what is not there and how to get it, as the report of the test says it
   */
  public static void require(boolean isThere, String absence) {
    require(isThere, absence, "true".equals(System.getenv("CI")));
  }

  static void require(boolean isThere, String absence, boolean isCi) {
    if (!isCi) {
      Assumptions.assumeTrue(isThere, absence);
    }
    assertThat(isThere).as(absence).isTrue();
  }
}
