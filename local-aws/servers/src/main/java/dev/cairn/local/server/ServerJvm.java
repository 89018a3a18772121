// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.local.server;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * How to start a JVM that holds servers, and the words it speaks.
 *
 * <p>It names no server's class, so it loads where those are absent.
 *
 * <p>The child reads one {@link ControlChannel command} a line on standard input and answers each
 * by one line on standard output that begins with {@link #REPLY}; anything else it prints is log.
 * It ends when its standard input does, so it never outlives its parent.
 */
public final class ServerJvm {
  /** Begins every line the child says to its parent; one of the words below follows. */
  static final String REPLY = "cairn-local: ";

  /** {@code ready <port> …}: said once, when all servers answer. */
  static final String READY = "ready";

  /** {@code ok [value]}: the command is in force. */
  static final String OK = "ok";

  /** {@code refused <why>}: the command changed nothing. */
  static final String REFUSED = "refused";

  /** The region all servers are in. */
  public static final String REGION = "us-east-1";

  /** The only access key the S3 servers know. DynamoDB Local wants it alphanumeric. */
  public static final String ACCESS_KEY = "CAIRNLOCAL";

  /** The secret that belongs to {@link #ACCESS_KEY}. */
  public static final String SECRET_KEY = "cairn-local-secret";

  private static final List<String> FLAGS =
      List.of(
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseSerialGC",
          "-Xmx256m",
          "-Xshare:auto",
          "-XX:-UsePerfData",
          "-Dfile.encoding=UTF-8",
          "-Djava.awt.headless=true",
          "-Dorg.springframework.boot.logging.LoggingSystem=none",
          "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
          // Otherwise Spring finds DynamoDB Local's log4j-core and spends 0.3 s on setting it up.
          "-Dorg.apache.commons.logging.LogFactory="
              + "org.apache.commons.logging.impl.Slf4jLogFactory",
          "-Dlog4j2.disableJmx=true");

  private ServerJvm() {}

  /**
   * The command line of a child that runs {@code main}, keeps all its files in {@code directory},
   * an existing one, and deletes it when it ends.
   *
   * @throws IllegalStateException if a jar is missing; names it and says how to get it back
   */
  static List<String> command(Class<?> main, Path directory, String... flags) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(FLAGS);
    command.addAll(List.of(flags));
    command.add("-Djava.io.tmpdir=" + directory);
    command.add("-cp");
    command.add(String.join(File.pathSeparator, classpath(main)));
    command.add(main.getName());
    command.add(directory.toString());
    return List.copyOf(command);
  }

  private static List<String> classpath(Class<?> main) {
    String[] resolved = resolved(main).split(File.pathSeparator);
    List<String> jars = Stream.concat(Stream.of(location(main)), Stream.of(resolved)).toList();
    jars.stream()
        .filter(jar -> !Files.exists(Path.of(jar)))
        .findFirst()
        .ifPresent(
            missing -> {
              throw new IllegalStateException(
                  missing
                      + " is missing. The list of server jars is written when cairn-local-aws is"
                      + " built and holds for one machine: run 'mvn package -pl local-aws -am'.");
            });
    return jars;
  }

  private static String location(Class<?> main) {
    try {
      return Path.of(main.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("cairn-local-aws was not loaded from a file", e);
    }
  }

  /** What maven-dependency-plugin resolved: the pom of the module writes it beside the class. */
  private static String resolved(Class<?> main) {
    try (InputStream in = main.getResourceAsStream("servers.classpath")) {
      if (in == null) {
        throw new IllegalStateException(
            "servers.classpath is missing: run 'mvn package -pl local-aws -am'.");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
