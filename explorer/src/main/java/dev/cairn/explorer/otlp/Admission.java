// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.otlp;

import java.util.concurrent.Semaphore;

/** Bounds the memory that batches on their way in may take. */
final class Admission {
  /** Of at most 20 MiB each, most of them of some 100 KB: exporters send 512 spans at once. */
  static final int MAX_BATCHES = 64;

  private final Semaphore batches = new Semaphore(MAX_BATCHES);

  boolean enter() {
    return batches.tryAcquire();
  }

  void leave() {
    batches.release();
  }
}
