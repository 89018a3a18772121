// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.benchmarks;

/** One call that is measured. */
interface Call {
  /** Returns what the application gets, an exception included: none is thrown that is expected. */
  Object run() throws Exception;

  /** Returns the threads whose work counts. */
  default long[] threads() {
    return new long[] {Thread.currentThread().getId()};
  }

  /** Returns when these threads have done all work of the calls so far. */
  default void settle() throws Exception {}
}
