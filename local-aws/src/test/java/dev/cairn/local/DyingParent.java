// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.local;

import dev.cairn.local.s3proxy.LocalS3Proxy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A JVM that starts servers, says who they are and dies without closing anything. Given {@link
 * #MOVE} it moves their files away before; given {@link #S3_PROXY} it starts that one instead.
 */
final class DyingParent {
  static final int STATUS = 9;
  static final String MOVE = "move";
  static final String S3_PROXY = "s3proxy";

  private static final String UNKNOWN = "unknown";

  private DyingParent() {}

  public static void main(String[] arguments) throws IOException {
    System.out.println(List.of(arguments).contains(S3_PROXY) ? s3Proxy() : localAws(arguments));
    Runtime.getRuntime().halt(STATUS);
  }

  private static String localAws(String[] arguments) throws IOException {
    LocalAws aws = LocalAws.start();
    Path directory = aws.process().directory();
    if (List.of(arguments).contains(MOVE)) {
      directory = Files.move(directory, Path.of(directory + "-moved"));
    }
    return aws.process().pid() + " " + directory;
  }

  private static String s3Proxy() {
    LocalS3Proxy.shared();
    return ProcessHandle.current().children().findFirst().orElseThrow().pid() + " " + UNKNOWN;
  }
}
