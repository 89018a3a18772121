// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.local.s3proxy;

import dev.cairn.local.server.ServerJvm;
import dev.cairn.local.server.ServerProcess;
import java.net.URI;

/**
 * S3Proxy in a child JVM: a second S3 server, written by other people than the first, on loopback
 * and a random port, empty at the start, gone with this JVM however it ends.
 *
 * <p>For tests that two servers should agree on. It checks signatures and takes virtual-host
 * addressing; it injects no faults. Objects are kept in memory, at most about 500 MB.
 *
 * <p>Thread-safe.
 */
public final class LocalS3Proxy {
  private static LocalS3Proxy shared;

  private final ServerProcess process;

  private LocalS3Proxy(ServerProcess process) {
    this.process = process;
  }

  /**
   * The server that all tests of this JVM share, started by the first call, which takes about a
   * second. Use bucket names of your own.
   *
   * @throws IllegalStateException if it does not come up; the message has the end of its log, its
   *     file and what to do
   */
  public static synchronized LocalS3Proxy shared() {
    if (shared == null || !shared.process.isAlive()) {
      shared = new LocalS3Proxy(ServerProcess.start(S3ProxyServer.class, "-Xmx768m"));
    }
    return shared;
  }

  /**
   * Serves both styles of addressing. For a bucket in front of the host, {@code bucket.localhost},
   * which few machines resolve, give the client a resolver that knows it, or the JVM a {@code
   * jdk.net.hosts.file}.
   */
  public URI endpoint() {
    return URI.create("http://" + S3ProxyServer.HOST + ":" + process.endpoint(0).getPort());
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
}
