// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.examples.photo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** CONTRACT.md names tests that exist. */
class ContractTableTest {
  private static final Path ROOT = Path.of("../..");
  private static final Pattern NAMED = Pattern.compile("`(\\w+)\\.(\\w+)`");

  @Test
  void everyTest_thatTheTableNames_exists() throws IOException {
    Map<String, String> sources = sources();
    List<String> rows =
        Files.readAllLines(ROOT.resolve("CONTRACT.md")).stream()
            .filter(line -> line.startsWith("| ") && !line.startsWith("| clause"))
            .toList();
    List<String> missing = new ArrayList<>();
    for (String row : rows) {
      Matcher named = NAMED.matcher(row);
      boolean any = row.contains("not held:");
      while (named.find()) {
        any = true;
        String source = sources.getOrDefault(named.group(1), "");
        if (!source.contains(" " + named.group(2) + "(")
            && !source.contains(" " + named.group(2) + " =")) {
          missing.add(named.group());
        }
      }
      assertThat(any).as("a test or 'not held: reason' in the row: %s", row).isTrue();
    }
    assertThat(rows).hasSizeGreaterThan(30);
    assertThat(missing).as("named in CONTRACT.md, and nowhere to be found").isEmpty();
  }

  private static Map<String, String> sources() throws IOException {
    Map<String, String> sources = new HashMap<>();
    try (Stream<Path> files = Files.walk(ROOT)) {
      files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !file.toString().contains("target"))
          .forEach(file -> sources.put(name(file), read(file)));
    }
    return sources;
  }

  private static String name(Path file) {
    return file.getFileName().toString().replace(".java", "");
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
