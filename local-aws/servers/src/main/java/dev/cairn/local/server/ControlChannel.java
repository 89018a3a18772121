// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.local.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * The parent's line to the child: a command a line in, one reply a command out.
 *
 * <pre>
 * delay operation nanoseconds                 ok
 * fail operation status times code message…   ok    ('-' for code and message: the usual one)
 * requests operation                          ok count
 * reset                                       ok
 * </pre>
 */
final class ControlChannel {
  private final BufferedReader commands;
  private final PrintStream replies;
  private final FaultRules rules;

  ControlChannel(InputStream commands, PrintStream replies, FaultRules rules) {
    this.commands = new BufferedReader(new InputStreamReader(commands, StandardCharsets.UTF_8));
    this.replies = new PrintStream(replies, true, StandardCharsets.UTF_8);
    this.rules = rules;
  }

  void ready(int s3Port, int dynamoDbPort) {
    reply(ServerJvm.READY + " " + s3Port + " " + dynamoDbPort);
  }

  /** Carries out commands until the parent closes the line or is gone. */
  void serve() throws IOException {
    for (String command = commands.readLine(); command != null; command = commands.readLine()) {
      reply(answer(command));
    }
  }

  private String answer(String command) {
    try {
      return (ServerJvm.OK + " " + carryOut(command)).strip();
    } catch (RuntimeException e) {
      return ServerJvm.REFUSED + " " + e.getMessage();
    }
  }

  private String carryOut(String command) {
    String[] words = command.split(" ", 6);
    switch (words[0]) {
      case "delay" -> rules.delay(words[1], Duration.ofNanos(Long.parseLong(words[2])));
      case "fail" -> rules.fail(words[1], fault(words), Integer.parseInt(words[3]));
      case "requests" -> {
        return Long.toString(rules.requests(words[1]));
      }
      case "reset" -> rules.reset();
      default -> throw new IllegalArgumentException("unknown command " + words[0]);
    }
    return "";
  }

  private static Fault fault(String[] words) {
    int status = Integer.parseInt(words[2]);
    return words[4].equals("-")
        ? Fault.usual(words[1], status)
        : new Fault(status, words[4], words[5]);
  }

  private synchronized void reply(String line) {
    replies.println(ServerJvm.REPLY + line);
  }
}
