// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.local;

/** A JVM that starts servers, says who they are and dies without closing anything. */
final class DyingParent {
  static final int STATUS = 9;

  private DyingParent() {}

  public static void main(String[] arguments) {
    LocalAws aws = LocalAws.start();
    System.out.println(aws.process().pid() + " " + aws.process().directory());
    Runtime.getRuntime().halt(STATUS);
  }
}
