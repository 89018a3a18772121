// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.local;

import dev.cairn.local.server.ServerJvm;
import dev.cairn.local.server.ServerProcess;
import java.net.URI;
import java.time.Duration;

/**
 * An S3-compatible server and DynamoDB Local in one child JVM: on loopback and random ports, empty
 * at the start, gone with this JVM however it ends.
 *
 * <p>For tests and the demo, never for anything published. S3 is stricter than most emulators: it
 * checks signatures and limits as S3 does. Clients must use path-style addressing, {@link #region}
 * and {@link #accessKey}. Names of operations are the service's own: {@code DynamoDB.PutItem},
 * {@code S3.GetObject}.
 *
 * <p>Thread-safe. Methods that give orders to the servers block until the order is in force, at
 * most some milliseconds.
 */
public final class LocalAws implements AutoCloseable {
  private static LocalAws shared;

  private final ServerProcess process;
  private final boolean closeable;

  private LocalAws(ServerProcess process, boolean closeable) {
    this.process = process;
    this.closeable = closeable;
  }

  /**
   * Starts servers of the caller's own and waits for them: about four seconds, at most 60.
   *
   * @throws IllegalStateException if they do not come up; the message has the end of their log, its
   *     file and what to do
   */
  public static LocalAws start() {
    return new LocalAws(ServerProcess.start(), true);
  }

  /**
   * The servers that all tests of this JVM share, started by the first call. {@link #close} does
   * nothing to them: they end with this JVM. Use bucket and table names of your own.
   *
   * @throws IllegalStateException as {@link #start} does
   */
  public static synchronized LocalAws shared() {
    if (shared == null || !shared.process.isAlive()) {
      shared = new LocalAws(ServerProcess.start(), false);
    }
    return shared;
  }

  public URI s3Endpoint() {
    return process.endpoint(0);
  }

  /** Serves DynamoDB and DynamoDB Streams. */
  public URI dynamoDbEndpoint() {
    return process.endpoint(1);
  }

  public String region() {
    return ServerJvm.REGION;
  }

  public String accessKey() {
    return ServerJvm.ACCESS_KEY;
  }

  public String secretKey() {
    return ServerJvm.SECRET_KEY;
  }

  /**
   * Makes every request of {@code operation} wait this long before it is carried out, until {@link
   * #reset} or another delay.
   *
   * @throws IllegalArgumentException if there is no such operation
   */
  public void delay(String operation, Duration delay) {
    process.order("delay " + word(operation) + " " + delay.toNanos());
  }

  /**
   * Answers the next {@code times} requests of {@code operation} with the error that the service
   * usually sends with this status. They are not carried out. Mind that SDKs retry a 5xx by
   * themselves.
   *
   * @param status 400 to 599
   * @throws IllegalArgumentException if there is no such operation or status
   */
  public void fail(String operation, int status, int times) {
    process.order("fail " + word(operation) + " " + status + " " + times + " - -");
  }

  /**
   * As {@link #fail(String, int, int)}, with an error of the caller's choice, such as {@code
   * AccessDeniedException}.
   */
  public void fail(String operation, int status, String code, String message, int times) {
    String order =
        String.join(
            " ", "fail", word(operation), "" + status, "" + times, word(code), message.strip());
    process.order(order.replaceAll("\\R", " "));
  }

  /**
   * How many requests of {@code operation} have come since the start or the last {@link #reset},
   * each retry counted.
   *
   * @throws IllegalArgumentException if there is no such operation
   */
  public long requests(String operation) {
    return Long.parseLong(process.order("requests " + word(operation)));
  }

  /** Forgets every delay, fault and count. Buckets and tables stay. */
  public void reset() {
    process.order("reset");
  }

  /** Ends the servers and deletes their files. Harmless when repeated. */
  @Override
  public void close() {
    if (closeable) {
      process.close();
    }
  }

  ServerProcess process() {
    return process;
  }

  private static String word(String text) {
    if (text.isEmpty() || text.chars().anyMatch(Character::isWhitespace)) {
      throw new IllegalArgumentException("'" + text + "' is not a name");
    }
    return text;
  }
}
