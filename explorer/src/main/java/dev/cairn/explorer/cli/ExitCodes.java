// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.cli;

import dev.cairn.explorer.question.BlameAnswer;

/** The exit codes of {@code cairn}, a contract (DESIGN.md section 10). */
final class ExitCodes {
  static final int ANSWERED = 0;
  static final int ERROR = 1;
  static final int USAGE = 2;
  static final int NOTHING_STORED = 3;
  static final int NO_ORIGIN = 4;
  static final int NOT_PERMITTED = 5;

  private ExitCodes() {}

  static int of(BlameAnswer.Kind kind) {
    return switch (kind) {
      case ANSWERED -> ANSWERED;
      case NOTHING_STORED -> NOTHING_STORED;
      case NO_ORIGIN -> NO_ORIGIN;
    };
  }

  /**
   * Of several addresses the code of the worst: an error, then not permitted, then nothing stored,
   * then no origin.
   */
  static int worst(int one, int other) {
    return rank(one) >= rank(other) ? one : other;
  }

  private static int rank(int code) {
    return switch (code) {
      case ANSWERED -> 0;
      case NO_ORIGIN -> 1;
      case NOTHING_STORED -> 2;
      case NOT_PERMITTED -> 3;
      default -> 4;
    };
  }
}
