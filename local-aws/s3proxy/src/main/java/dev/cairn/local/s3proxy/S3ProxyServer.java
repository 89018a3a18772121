// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.local.s3proxy;

import dev.cairn.local.server.ServerJvm;
import dev.cairn.local.server.ServerMain;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;

/** The child JVM of S3Proxy. Argument: the directory that holds all files. */
final class S3ProxyServer {
  /** The one name under which a bucket is looked for in the path; any other names a bucket. */
  static final String HOST = "localhost";

  private S3ProxyServer() {}

  public static void main(String[] arguments) {
    ServerMain.run(Path.of(arguments[0]), directory -> List.of(start()), S3ProxyServer::refuse);
  }

  private static int start() {
    S3Proxy server =
        S3Proxy.builder()
            .blobStore(new TransientNio2BlobStore())
            .endpoint(URI.create("http://127.0.0.1:0"))
            .awsAuthentication(
                AuthenticationType.AWS_V2_OR_V4, ServerJvm.ACCESS_KEY, ServerJvm.SECRET_KEY)
            .virtualHost(HOST)
            .ignoreUnknownHeaders(true)
            .build();
    try {
      server.start();
    } catch (Exception e) {
      throw new IllegalStateException("S3Proxy did not start", e);
    }
    return server.getPort();
  }

  private static String refuse(String order) {
    throw new IllegalArgumentException("S3Proxy takes no orders: " + order);
  }
}
