// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.local.server;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The life of a child JVM: its servers answer until standard input ends. */
public final class ServerMain {
  private ServerMain() {}

  /**
   * Starts servers, carries out orders and, in the end, halts this JVM.
   *
   * @param directory holds all files. It is deleted at the end, unless the servers did not start,
   *     when it is kept for its log.
   * @param start given the directory, starts the servers on loopback and returns their ports
   * @param orders carries out one order and returns its value, or throws to refuse it
   */
  public static void run(
      Path directory, Function<Path, List<Integer>> start, UnaryOperator<String> orders) {
    PrintStream replies = System.out;
    // Standard output belongs to the control channel: whatever the servers print is log.
    System.setOut(System.err);

    ControlChannel channel = new ControlChannel(System.in, replies, orders);
    // Input is read from the first moment on, so that a parent which dies early takes us with it.
    new Thread(() -> start(directory, start, channel), "start").start();
    try {
      channel.serve();
      delete(directory);
    } catch (IOException e) {
      e.printStackTrace();
    } finally {
      // Whatever became of the files: the servers' threads would keep an orphan alive.
      Runtime.getRuntime().halt(0);
    }
  }

  private static void start(
      Path directory, Function<Path, List<Integer>> start, ControlChannel channel) {
    try {
      channel.ready(start.apply(directory));
    } catch (Throwable e) {
      e.printStackTrace();
      Runtime.getRuntime().halt(1);
    }
  }

  private static void delete(Path directory) throws IOException {
    List<Path> deepestFirst;
    try (Stream<Path> files = Files.walk(directory)) {
      deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : deepestFirst) {
      Files.deleteIfExists(file);
    }
  }
}
