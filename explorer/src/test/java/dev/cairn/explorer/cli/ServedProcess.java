// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code cairn serve} as a process of its own. */
final class ServedProcess implements AutoCloseable {
  private static final Pattern READY =
      Pattern.compile(
          "READY otlp-grpc=http://127\\.0\\.0\\.1:(\\d+) otlp-http=http://127\\.0\\.0\\.1:(\\d+)");

  private final Process process;
  private final int grpcPort;
  private final int httpPort;

  private ServedProcess(Process process, int grpcPort, int httpPort) {
    this.process = process;
    this.grpcPort = grpcPort;
    this.httpPort = httpPort;
  }

  /** Starts it, with {@code serve} and these arguments, soon ready. */
  static ServedProcess start(String... arguments) throws IOException {
    return start(List.of("-XX:TieredStopAtLevel=1"), arguments);
  }

  /** Starts it with settings of its virtual machine. */
  static ServedProcess start(List<String> machine, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + "/bin/java");
    command.addAll(machine);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of("serve", "--exit-with-parent"));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String line = reader(process).readLine();
    Matcher ready = READY.matcher(String.valueOf(line));
    if (!ready.matches()) {
      process.destroyForcibly();
      throw new IOException("the explorer said " + line);
    }
    return new ServedProcess(
        process, Integer.parseInt(ready.group(1)), Integer.parseInt(ready.group(2)));
  }

  /**
   * Starts it as {@code ./cairn serve} does, with half a gigabyte of heap, half of it for what is
   * young, on any free ports, and keeps whatever comes in there.
   */
  static ServedProcess forBenchmarks(Path store) throws IOException {
    List<String> machine = new ArrayList<>(List.of("-Xmx512m", "-Xmn256m", "-XX:+UseSerialGC"));
    machine.addAll(List.of(System.getProperty("cairn.bench.machine", "-Xshare:auto").split(" ")));
    return start(
        machine, "--store=" + store, "--keep=9999d", "--otlp-grpc-port=0", "--otlp-http-port=0");
  }

  private static BufferedReader reader(Process process) {
    return new BufferedReader(
        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  int grpcPort() {
    return grpcPort;
  }

  int httpPort() {
    return httpPort;
  }

  /** Returns how many spans questions find, once they find all that was acknowledged. */
  long spans() throws Exception {
    return new ExplorerClient("http://127.0.0.1:" + httpPort)
        .get("/health", Map.of())
        .path("spans")
        .asLong();
  }

  /** Returns how much CPU time it has taken. */
  Duration cpu() {
    return process.info().totalCpuDuration().orElseThrow();
  }

  /** Returns how much of the machine's memory it took at most. */
  String peakMegabytes() throws IOException {
    Path status = Path.of("/proc/" + process.pid() + "/status");
    return Files.exists(status)
        ? Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("VmHWM"))
            .map(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024 + " MB")
            .findFirst()
            .orElse("?")
        : "?";
  }

  /** {@code kill -9}. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Ends it as its parent's end does, and waits. */
  @Override
  public void close() throws IOException, InterruptedException {
    process.getOutputStream().close();
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException("the explorer did not end");
    }
  }
}
