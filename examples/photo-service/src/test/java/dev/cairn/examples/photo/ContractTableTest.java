// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.examples.photo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** CONTRACT.md names tests that exist and run for every client it says. */
class ContractTableTest {
  private static final Path ROOT = Path.of("../..");

  @Test
  void everyRow_holds() throws IOException {
    List<String> contract = Files.readAllLines(ROOT.resolve("CONTRACT.md"));

    assertThat(new ContractCheck(TestSources.in(ROOT)).faults(contract)).isEmpty();
    assertThat(MarkdownTable.in(contract)).flatMap(MarkdownTable::rows).hasSizeGreaterThan(30);
  }
}
