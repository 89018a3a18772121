// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A JVM that starts servers, says who they are and dies without closing anything. Given any
 * argument it moves their files away before.
 */
final class DyingParent {
  static final int STATUS = 9;

  private DyingParent() {}

  public static void main(String[] arguments) throws IOException {
    LocalAws aws = LocalAws.start();
    Path directory = aws.process().directory();
    if (arguments.length > 0) {
      directory = Files.move(directory, Path.of(directory + "-moved"));
    }
    System.out.println(aws.process().pid() + " " + directory);
    Runtime.getRuntime().halt(STATUS);
  }
}
