// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Code in README.md is code that compiles. */
class ReadmeTest {
  private static final Pattern BLOCK =
      Pattern.compile("<!-- tag::(\\w+) -->\n```java\n(.*?)```\n", Pattern.DOTALL);
  private static final Pattern TAG =
      Pattern.compile("// tag::(\\w+)\n(.*?) *// end::\\1\n", Pattern.DOTALL);

  @Test
  void codeBlocks_areThoseOfTheExample() throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    List<String> shown = found(BLOCK, readme);
    assertThat(shown)
        .isNotEmpty()
        .isEqualTo(
            found(
                TAG,
                Files.readString(Path.of("src/test/java/dev/cairn/dynamodb/ReadmeExample.java"))));
    assertThat(readme.split("```java", -1)).as("blocks without a tag").hasSize(shown.size() + 1);
  }

  private static List<String> found(Pattern pattern, String text) {
    List<String> found = new ArrayList<>();
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      found.add(matcher.group(1) + '\n' + matcher.group(2).stripTrailing().stripIndent());
    }
    return found;
  }
}
