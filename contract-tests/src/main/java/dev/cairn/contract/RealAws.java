// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.contract;

import java.util.UUID;
import org.junit.jupiter.api.Assumptions;

/**
 * Whether the suites run on real AWS, as {@code mvn verify -Preal-aws} has it, and by which names.
 *
 * <p>There a suite may use only what it has made itself and must delete it: whatever else the
 * account holds is not its own.
 */
public final class RealAws {
  /** The tag of suites that run there as well. */
  public static final String TAG = "real-aws";

  /** Where a suite's server may be: on this machine, else with AWS. */
  static final String HOST = "127\\.0\\.0\\.1|.+\\.amazonaws\\.com(\\.cn)?";

  /** The system property by which the profile says so. */
  static final String SETTING = "cairn.real-aws";

  /** Digits enough that two runs in one account never meet. */
  private static final int RANDOM = 12;

  private RealAws() {}

  /** Returns whether clients are to go wherever AWS's default chains lead. */
  public static boolean isTarget() {
    return Boolean.getBoolean(SETTING);
  }

  /**
   * Returns a name that nothing has yet: on real AWS it begins with the value of the setting, which
   * is a system property, elsewhere with the setting's own name.
   *
   * @throws IllegalStateException on real AWS without a value; the message names the setting
   */
  public static String newName(String setting) {
    String beginning = isTarget() ? System.getProperty(setting, "") : setting;
    if (beginning.isBlank()) {
      throw new IllegalStateException(
          "-D" + setting + " is missing: how the names of what the tests create shall begin");
    }
    return beginning + "-" + UUID.randomUUID().toString().replace("-", "").substring(0, RANDOM);
  }

  /** Skips the test on real AWS, for a reason that its report shows. */
  public static void assumeNot(String reason) {
    Assumptions.assumeFalse(isTarget(), reason);
  }
}
