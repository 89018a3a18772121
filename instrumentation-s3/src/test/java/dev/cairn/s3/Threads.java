// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.s3;

import java.util.concurrent.CompletableFuture;

/** Threads that know nothing of the caller's context. */
final class Threads {
  private Threads() {}

  /** Runs the work there, and waits. */
  static void elsewhere(Runnable work) {
    CompletableFuture.runAsync(work, command -> new Thread(command, "elsewhere").start()).join();
  }
}
