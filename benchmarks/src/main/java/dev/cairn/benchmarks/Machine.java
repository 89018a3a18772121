// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;

/** What the measurements were made on. */
final class Machine {
  private static final Path CPUS = Path.of("/proc/cpuinfo");

  private Machine() {}

  static String processors() throws IOException {
    String model =
        Files.exists(CPUS)
            ? Files.readAllLines(CPUS).stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 2))
                .findFirst()
                .orElse("unknown processor")
            : "unknown processor";
    return Runtime.getRuntime().availableProcessors() + " × " + model;
  }

  static String system() {
    return System.getProperty("os.name") + ' ' + System.getProperty("os.arch");
  }

  /** Returns the version of a library on the class path, by the name of its jar. */
  static String version(String artifact) {
    return Arrays.stream(System.getProperty("java.class.path").split(":"))
        .map(path -> Path.of(path).getFileName().toString())
        .filter(name -> name.matches(Pattern.quote(artifact) + "-\\d.*\\.jar"))
        .map(name -> name.substring(artifact.length() + 1, name.length() - ".jar".length()))
        .findFirst()
        .orElse("unknown");
  }
}
