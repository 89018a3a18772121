// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectPackage;

import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Assumptions;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TagFilter;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

/**
 * Runs suites in this JVM as {@code mvn verify -Preal-aws} runs them, with a local server in the
 * place of AWS: nobody can run that on every build.
 */
public final class RealAwsRehearsal {
  private RealAwsRehearsal() {}

  /**
   * Fails unless every test of the package's suites passes or is skipped.
   *
   * @param settings system properties while they run: what the caller of Maven would set, and
   *     endpoint, region and credentials for AWS's default chains
   * @return why tests were skipped, a line each
   */
  public static List<String> run(Package suites, Map<String, String> settings) {
    Assumptions.assumeTrue(
        System.getenv("AWS_ACCESS_KEY_ID") == null,
        "SDK 1.x would prefer the credentials of this environment to ours");
    Properties before = (Properties) System.getProperties().clone();
    System.setProperty(RealAws.SETTING, "true");
    settings.forEach(System::setProperty);
    try {
      Events tests =
          EngineTestKit.engine("junit-jupiter")
              .selectors(selectPackage(suites.getName()))
              .filters(TagFilter.includeTags(RealAws.TAG))
              .execute()
              .testEvents();
      assertThat(tests.failed().stream().map(RealAwsRehearsal::why)).isEmpty();
      assertThat(tests.succeeded().count()).isPositive();
      return tests.aborted().stream().map(RealAwsRehearsal::why).toList();
    } finally {
      System.setProperties(before);
    }
  }

  private static String why(Event test) {
    return test.getTestDescriptor().getDisplayName()
        + ": "
        + test.getRequiredPayload(TestExecutionResult.class).getThrowable().orElseThrow();
  }
}
