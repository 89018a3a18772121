// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.store;

/**
 * The fingerprints of what came in lately, in bounded memory: at least the last {@value #SPAN}, at
 * most twice as many. Fingerprints are 64 bits, so that of two million spans one in ten trillion is
 * taken for another. Not thread-safe.
 */
final class Recent {
  /**
   * OpenTelemetry's exporters give up after seconds, a Collector after 5 minutes: 20 seconds at
   * 100,000 spans a second, hours at what most send.
   */
  static final int SPAN = 2_000_000;

  private Fingerprints young = new Fingerprints();
  private Fingerprints old = new Fingerprints();

  /** Returns whether it was not there yet. */
  boolean add(long fingerprint) {
    if (old.contains(fingerprint) || !young.add(fingerprint)) {
      return false;
    }
    if (young.size() == SPAN) {
      old = young;
      young = new Fingerprints();
    }
    return true;
  }

  void remove(long fingerprint) {
    young.remove(fingerprint);
    old.remove(fingerprint);
  }
}
