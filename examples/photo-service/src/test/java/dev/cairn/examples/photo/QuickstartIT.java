// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.examples.photo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.local.LocalAws;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * A stranger's project, outside Cairn's build, with the README's own snippet: it builds from the
 * installed bom, and {@code cairn} blames what it stored.
 */
class QuickstartIT {
  private static final Path PROJECT = Path.of("../quickstart");
  private static final Pattern SNIPPET =
      Pattern.compile("// tag::wiring\n(.*?) *// end::wiring", Pattern.DOTALL);
  private static final Pattern BLOCK =
      Pattern.compile("<!-- tag::wiring -->\n```java\n(.*?)```", Pattern.DOTALL);

  @Test
  void project_ofAStranger_isBlamed() throws Exception {
    try (DemoAws aws = new DemoAws(LocalAws.shared())) {
      aws.createBucket("reports");
      ChildProcess.maven(
          PROJECT, "compile", "dependency:build-classpath", "-Dmdep.outputFile=target/classpath");
      String classPath =
          "target/classes:" + Files.readString(PROJECT.resolve("target/classpath")).strip();
      Path java = Path.of(System.getProperty("java.home"), "bin", "java");
      ChildProcess.run(
          PROJECT,
          aws.environment(),
          List.of(java.toString(), "-cp", classPath, "quickstart.Quickstart", "reports", "today"));

      try (Explorer explorer = Explorer.start(DemoTest.EXPLORER)) {
        Explorer.Output answer = explorer.run(aws.environment(), "blame", "s3://reports/today");
        assertThat(answer.exitCode()).as(answer.text()).isZero();
        assertThat(answer.text()).contains("job nightly-report");
      }
    }
  }

  @Test
  void readme_showsTheVerySnippet() throws IOException {
    String source = Files.readString(PROJECT.resolve("src/main/java/quickstart/Quickstart.java"));
    String readme = Files.readString(Path.of("../../README.md"));

    assertThat(found(BLOCK, readme)).isEqualTo(found(SNIPPET, source));
  }

  private static String found(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    assertThat(matcher.find()).as(pattern.pattern()).isTrue();
    return matcher.group(1).stripTrailing().stripIndent().strip();
  }
}
