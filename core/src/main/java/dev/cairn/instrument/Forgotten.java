// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.instrument;

import java.lang.ref.Cleaner;

/**
 * Ends the calls of which an SDK says nothing more: a cancelled future calls no hook, and neither
 * does a call that another hook fails before it is sent. Such a call is over when the SDK no longer
 * refers to it. There are never more of them than calls in flight, and no time-out guesses which
 * upload of an hour is still running.
 */
final class Forgotten {
  private static final Cleaner CLEANER = Cleaner.create();

  private Forgotten() {}

  /** Ends the span, once the handle is unreachable, if it still runs. */
  static void watch(StorageCall handle, CallSpan span) {
    Cleaner.Cleanable watch = CLEANER.register(handle, span::forgotten);
    span.onEnd(watch::clean); // which runs the action once more, of a span that has ended by now
  }
}
