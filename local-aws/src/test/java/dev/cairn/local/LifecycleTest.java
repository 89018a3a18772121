// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How the child JVM comes and goes. */
class LifecycleTest {
  @Test
  void close_endsTheChild_andItsFiles() throws Exception {
    LocalAws aws = LocalAws.start();
    ProcessHandle child = ProcessHandle.of(aws.process().pid()).orElseThrow();
    Path directory = aws.process().directory();
    assertThat(directory).isDirectory();

    aws.close();
    aws.close();

    assertThat(child.isAlive()).isFalse();
    assertThat(directory).doesNotExist();
    assertThatIllegalStateException().isThrownBy(aws::reset).withMessageContaining("are gone");
  }

  @Test
  void child_diesWithItsParent() throws Exception {
    Path directory = diesWithItsParent();

    assertThat(directory).doesNotExist();
  }

  @Test
  void childOfS3Proxy_diesWithItsParent() throws Exception {
    diesWithItsParent(DyingParent.S3_PROXY);
  }

  @Test
  void child_diesWithItsParent_evenIfItsFilesAreGone() throws Exception {
    Path moved = diesWithItsParent(DyingParent.MOVE);

    try (Stream<Path> files = Files.walk(moved)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** Sees a child end after its parent, and gives the directory it had. */
  private static Path diesWithItsParent(String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(DyingParent.class.getName());
    command.addAll(List.of(arguments));
    Process parent =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String[] pidAndDirectory = parent.inputReader().readLine().split(" ");
    assertThat(parent.waitFor()).isEqualTo(DyingParent.STATUS);

    ProcessHandle.of(Long.parseLong(pidAndDirectory[0]))
        .ifPresent(child -> child.onExit().orTimeout(10, TimeUnit.SECONDS).join());
    return Path.of(pidAndDirectory[1]);
  }

  @Test
  void shared_isOne_andStaysOpen() {
    LocalAws.shared().close();

    assertThat(LocalAws.shared()).isSameAs(LocalAws.shared());
    assertThat(LocalAws.shared().process().isAlive()).isTrue();
  }

  @Test
  void ports_areOnLoopbackOnly() throws Exception {
    LocalAws aws = LocalAws.shared();
    List<InetAddress> others =
        NetworkInterface.networkInterfaces()
            .flatMap(NetworkInterface::inetAddresses)
            .filter(address -> !address.isLoopbackAddress())
            .toList();

    for (URI endpoint : List.of(aws.s3Endpoint(), aws.dynamoDbEndpoint())) {
      assertThat(connects(InetAddress.getLoopbackAddress(), endpoint.getPort())).isTrue();
      for (InetAddress other : others) {
        assertThat(connects(other, endpoint.getPort())).as(other.toString()).isFalse();
      }
    }
  }

  @Test
  void serverJars_areNotOnTheClassPath() throws IOException {
    assertThat(System.getProperty("java.class.path"))
        .doesNotContain(
            "spring", "s3mock", "DynamoDBLocal", "jetty", "tomcat", "s3proxy-4", "jimfs");
  }

  private static boolean connects(InetAddress address, int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, port), 1000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
