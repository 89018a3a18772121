// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.examples.photo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The explorer as its users have it: a process that receives OTLP, and the command line. It ends
 * when this process does.
 */
final class Explorer implements AutoCloseable {
  private static final String MAIN = "dev.cairn.explorer.cli.Main";
  private static final String READY = "READY ";

  private final Process process;
  private final String classPath;
  private final URI otlp;
  private final URI http;

  /** What a command printed, and its exit code. */
  record Output(int exitCode, String text) {}

  private Explorer(Process process, String classPath, String readyLine) {
    this.process = process;
    this.classPath = classPath;
    this.otlp = address(readyLine, "otlp-grpc");
    this.http = address(readyLine, "otlp-http");
  }

  private static URI address(String readyLine, String name) {
    for (String word : readyLine.split(" ")) {
      if (word.startsWith(name + '=')) {
        return URI.create(word.substring(name.length() + 1));
      }
    }
    throw new IllegalStateException("the explorer did not say its " + name + ": " + readyLine);
  }

  /**
   * Starts the explorer on free ports.
   *
   * @param target the directory that Maven built the explorer in
   */
  static Explorer start(Path target) throws IOException {
    String classPath =
        String.join(
            ":",
            target.resolve("classes").toString(),
            target.resolve("duckdb/classes").toString(), // beside DuckDB's native library
            Files.readString(target.resolve("classpath")).strip());
    List<String> serve =
        List.of("serve", "--otlp-grpc-port=0", "--otlp-http-port=0", "--exit-with-parent");
    Process process =
        new ProcessBuilder(java(classPath, serve))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith(READY)) {
        drain(lines);
        return new Explorer(process, classPath, line);
      }
    }
    throw new IOException("the explorer ended before it was ready; what it said stands above");
  }

  /** Reads on what the process prints, so that it never waits for us. */
  private static void drain(BufferedReader lines) {
    Thread thread =
        new Thread(
            () -> {
              try {
                lines.transferTo(Writer.nullWriter());
              } catch (IOException ended) {
                Thread.currentThread().interrupt(); // the process is gone, and so is the need
              }
            },
            "explorer-output");
    thread.setDaemon(true);
    thread.start();
  }

  private static List<String> java(String classPath, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto"));
    command.addAll(List.of("-cp", classPath, MAIN));
    command.addAll(arguments);
    return command;
  }

  /** Returns where it takes spans, over gRPC. */
  URI otlp() {
    return otlp;
  }

  /** Returns where it answers questions. */
  URI http() {
    return http;
  }

  /** Runs a command of {@code cairn} and waits for it, at most a minute. */
  Output run(Map<String, String> environment, String... arguments) {
    try {
      ProcessBuilder builder =
          new ProcessBuilder(java(classPath, List.of(arguments))).redirectErrorStream(true);
      builder.environment().putAll(environment);
      Process command = builder.start();
      command.getOutputStream().close();
      String text = new String(command.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!command.waitFor(1, TimeUnit.MINUTES)) {
        command.destroyForcibly();
        throw new IOException("cairn " + String.join(" ", arguments) + " did not end");
      }
      return new Output(command.exitValue(), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  @Override
  public void close() {
    try (OutputStream stdin = process.getOutputStream()) {
      stdin.flush();
    } catch (IOException ended) {
      process.destroy();
    }
    process.destroy();
  }
}
