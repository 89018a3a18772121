// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.local.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Reads the child's standard output: replies are queued, anything else goes to the log. */
final class Replies {
  /** In place of a reply: the child is gone. */
  static final String END = "end";

  /** In place of a reply: there was none within the limit. */
  static final String NONE_IN_TIME = "none in time";

  private final BlockingQueue<String> queue = new LinkedBlockingQueue<>();

  private Replies() {}

  /** Reads on a daemon thread until the child's output ends. */
  static Replies of(Process process, ServerLog log) {
    Replies replies = new Replies();
    BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
    Thread reader = new Thread(() -> replies.read(output, log), "cairn-local-aws-replies");
    reader.setDaemon(true);
    reader.start();
    return replies;
  }

  String next(Duration limit) throws InterruptedException {
    String reply = queue.poll(limit.toMillis(), TimeUnit.MILLISECONDS);
    return reply == null ? NONE_IN_TIME : reply;
  }

  private void read(BufferedReader output, ServerLog log) {
    try (output) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        if (line.startsWith(ServerJvm.REPLY)) {
          queue.add(line.substring(ServerJvm.REPLY.length()));
        } else {
          log.append(line);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      queue.add(END);
    }
  }
}
