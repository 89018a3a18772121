// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.local.server;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * The child JVM: both servers on random loopback ports, until standard input ends.
 *
 * <p>Argument: the directory that holds all files. It is deleted at the end, unless the servers did
 * not start, when it is kept for its log.
 */
final class Servers {
  private Servers() {}

  public static void main(String[] arguments) {
    Path directory = Path.of(arguments[0]);
    PrintStream replies = System.out;
    // Standard output belongs to the control channel: whatever the servers print is log.
    System.setOut(System.err);

    FaultRules rules = new FaultRules();
    ControlChannel channel = new ControlChannel(System.in, replies, rules);
    // Input is read from the first moment on, so that a parent which dies early takes us with it.
    new Thread(() -> start(directory, rules, channel), "start").start();
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

  /** Each server spends its start on its own core. */
  private static void start(Path directory, FaultRules rules, ControlChannel channel) {
    try {
      CompletableFuture<Integer> dynamoDb =
          CompletableFuture.supplyAsync(() -> DynamoDbServer.start(rules));
      int s3 = S3Server.start(directory.resolve("s3"), rules);
      channel.ready(s3, dynamoDb.join());
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
