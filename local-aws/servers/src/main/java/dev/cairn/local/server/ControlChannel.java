// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.local.server;

import static java.util.stream.Collectors.joining;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.UnaryOperator;

/** The parent's line to the child: a command a line in, one reply a command out. */
final class ControlChannel {
  private final BufferedReader commands;
  private final PrintStream replies;
  private final UnaryOperator<String> orders;

  ControlChannel(InputStream commands, PrintStream replies, UnaryOperator<String> orders) {
    this.commands = new BufferedReader(new InputStreamReader(commands, StandardCharsets.UTF_8));
    this.replies = new PrintStream(replies, true, StandardCharsets.UTF_8);
    this.orders = orders;
  }

  void ready(List<Integer> ports) {
    reply(ports.stream().map(port -> " " + port).collect(joining("", ServerJvm.READY, "")));
  }

  /** Carries out commands until the parent closes the line or is gone. */
  void serve() throws IOException {
    for (String command = commands.readLine(); command != null; command = commands.readLine()) {
      reply(answer(command));
    }
  }

  private String answer(String command) {
    try {
      return (ServerJvm.OK + " " + orders.apply(command)).strip();
    } catch (RuntimeException e) {
      return ServerJvm.REFUSED + " " + e.getMessage();
    }
  }

  private synchronized void reply(String line) {
    replies.println(ServerJvm.REPLY + line);
  }
}
