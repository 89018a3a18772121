// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.local.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * A child JVM that holds servers, seen from its parent. It ends with this JVM, however that ends.
 *
 * <p>Thread-safe.
 */
public final class ServerProcess implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final Duration REPLY_LIMIT = Duration.ofSeconds(10);
  private static final int EXIT_SECONDS = 10;

  /** All that is handed down: agents, proxies and Spring settings of ours are not for the child. */
  private static final Set<String> ENVIRONMENT = Set.of("PATH", "SystemRoot", "LANG", "LC_ALL");

  private static final String FIX =
      "If a class or jar is missing above, run 'mvn package -pl local-aws -am'; if memory or time"
          + " ran out, give the machine more of it or run fewer builds at once.";

  private final Process process;
  private final Writer orders;
  private final Replies replies;
  private final ServerLog log;
  private final String[] ports;

  private ServerProcess(Process process, ServerLog log, Duration limit) {
    this.process = process;
    this.log = log;
    this.orders = process.outputWriter(StandardCharsets.UTF_8);
    this.replies = Replies.of(process, log);
    this.ports = next(ServerJvm.READY, limit).split(" ");
  }

  /**
   * Starts S3 and DynamoDB, in this order of {@link #endpoint}, and waits until both answer.
   *
   * @throws IllegalStateException if they do not within 60 seconds, with the end of their log
   */
  public static ServerProcess start() {
    return start(Servers.class);
  }

  /**
   * Starts the servers of a main class that {@link ServerMain} runs, as {@link #start()} does.
   *
   * @param flags of this JVM, besides those of all
   */
  public static ServerProcess start(Class<?> main, String... flags) {
    return start(START_LIMIT, main, flags);
  }

  static ServerProcess start(Duration limit, Class<?> main, String... flags) {
    try {
      Path directory = Files.createTempDirectory("cairn-local-aws-");
      ServerLog log = new ServerLog(directory.resolve("servers.log"));
      ProcessBuilder builder = new ProcessBuilder(ServerJvm.command(main, directory, flags));
      builder.directory(directory.toFile());
      builder.environment().keySet().retainAll(ENVIRONMENT);
      builder.redirectError(ProcessBuilder.Redirect.appendTo(log.file().toFile()));
      return new ServerProcess(builder.start(), log, limit);
    } catch (IOException e) {
      throw new UncheckedIOException("The JVM of the local AWS servers cannot be started", e);
    }
  }

  /** Returns where a server answers; the first has the index 0. */
  public URI endpoint(int index) {
    return URI.create("http://127.0.0.1:" + ports[index]);
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  public long pid() {
    return process.pid();
  }

  /** Returns where the child keeps its files. It is deleted when the child ends. */
  public Path directory() {
    return log.file().getParent();
  }

  /**
   * Gives an order and waits until it is in force.
   *
   * @return the value the child answers with, or an empty string
   * @throws IllegalArgumentException if the child refuses
   */
  public synchronized String order(String order) {
    try {
      orders.write(order + "\n");
      orders.flush();
    } catch (IOException e) {
      throw failure("are gone", e);
    }
    return next(ServerJvm.OK, REPLY_LIMIT);
  }

  /** What follows {@code word} in the next reply. */
  private String next(String word, Duration limit) {
    String reply;
    try {
      reply = replies.next(limit);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure("were not waited for: the thread was interrupted", e);
    }
    if (reply.startsWith(word)) {
      return reply.substring(word.length()).strip();
    }
    if (reply.startsWith(ServerJvm.REFUSED)) {
      throw new IllegalArgumentException(reply.substring(ServerJvm.REFUSED.length()).strip());
    }
    throw failure(
        reply.equals(Replies.NONE_IN_TIME)
            ? "did not answer within " + limit.toSeconds() + " s"
            : "are gone",
        null);
  }

  /** Ends a child that cannot be trusted any more: a late reply would be taken for the next one. */
  private IllegalStateException failure(String what, Exception cause) {
    kill();
    return new IllegalStateException(
        "The local AWS servers " + what + ".\n" + log.tail() + "\n" + FIX, cause);
  }

  /** Ends the servers and deletes their files. Harmless when repeated. */
  @Override
  public void close() {
    try {
      orders.close();
    } catch (IOException e) {
      kill();
    }
    process.onExit().completeOnTimeout(process, EXIT_SECONDS, TimeUnit.SECONDS).join();
    kill();
  }

  private void kill() {
    process.destroyForcibly();
    process.onExit().completeOnTimeout(process, EXIT_SECONDS, TimeUnit.SECONDS).join();
  }
}
