// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.examples.photo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What a user would run in a shell, and must succeed. */
final class ChildProcess {
  private ChildProcess() {}

  /** Runs Maven, the one that runs this, with its local repository. */
  static void maven(Path directory, String... arguments) throws Exception {
    Stream<String> command =
        Stream.of(
            Path.of(System.getProperty("maven.home"), "bin", "mvn").toString(),
            "-B",
            "-q",
            "-Dmaven.repo.local=" + System.getProperty("maven.repo.local.path"));
    run(directory, Map.of(), Stream.concat(command, Stream.of(arguments)).toList());
  }

  /** Returns what the process wrote, errors included. */
  static String run(Path directory, Map<String, String> environment, List<String> command)
      throws Exception {
    Path log = Files.createTempFile("cairn-child", ".log");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    boolean ended = process.waitFor(5, TimeUnit.MINUTES);
    if (!ended) {
      process.destroyForcibly().waitFor();
    }
    String text = Files.readString(log);
    Files.delete(log);
    assertThat(ended && process.exitValue() == 0).as("%s\n%s", command, text).isTrue();
    return text;
  }
}
