// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.instrument;

/**
 * What is known of the attempts of one call. A write whose every attempt was refused was not
 * applied; after a lost or failed answer nobody knows. One attempt runs at a time.
 */
final class Attempts {
  private int count;
  private int answered;
  private boolean inFlight;
  private boolean doubtful;
  private int lastStatus;

  void sending() {
    doubtful |= inFlight;
    lastStatus = inFlight ? 0 : lastStatus;
    inFlight = true;
    count++;
  }

  void answered(int status) {
    inFlight = false;
    answered++;
    lastStatus = status;
    doubtful |= status < 300 || status >= 500;
  }

  /**
   * Returns how many attempts are known to have arrived.
   *
   * @param success whether one has, whatever else is known
   */
  int arrived(boolean success) {
    return success ? Math.max(1, answered) : answered;
  }

  /** Returns how often the call was sent again. */
  int resends() {
    return Math.max(0, count - 1);
  }

  /** Returns the HTTP status of the attempt before the one in flight, or 0 where none came. */
  int lastStatus() {
    return lastStatus;
  }

  /** Returns whether an attempt may have been applied although it was not said to be. */
  boolean isDoubtful() {
    return inFlight || doubtful;
  }

  /** Returns the outcome of a write that ended with an error. */
  Outcome outcomeOfFailure() {
    return isDoubtful() ? Outcome.UNKNOWN : Outcome.REJECTED;
  }
}
