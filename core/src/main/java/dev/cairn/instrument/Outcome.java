// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.instrument;

import java.util.Set;

/** What became of a write. */
enum Outcome {
  APPLIED("applied"),
  REJECTED("rejected"),
  UNKNOWN("unknown");

  /**
   * Error codes by which the service tells the application something it asked to know. Not faults.
   */
  private static final Set<String> ANSWERS =
      Set.of(
          "ConditionalCheckFailedException",
          "ConditionalCheckFailed",
          "PreconditionFailed",
          "ConditionalRequestConflict",
          "NoSuchKey",
          "NotModified");

  /** Error codes of items that the service failed at. */
  private static final Set<String> SERVER_FAULTS =
      Set.of("InternalError", "InternalServerError", "ServiceUnavailable");

  private final String text;

  Outcome(String text) {
    this.text = text;
  }

  String text() {
    return text;
  }

  /**
   * Returns the outcome of one item of a successful call of many.
   *
   * @param errorCode null where the item was written
   */
  static Outcome ofItem(String errorCode) {
    if (errorCode == null) {
      return APPLIED;
    }
    return SERVER_FAULTS.contains(errorCode) ? UNKNOWN : REJECTED;
  }

  /**
   * Returns whether an error answer is an ordinary outcome: a failed condition, a thing that is not
   * there, a thing that has not changed.
   */
  static boolean isOrdinary(StorageAnswer answer) {
    if (answer.status() == 304 || answer.status() == 412 || answer.isConditionFailed()) {
      return true;
    }
    String code = answer.errorCode();
    // A HEAD has no body to name a code in: S3 then leaves it out or repeats the status.
    boolean bare = code == null || code.isEmpty() || code.startsWith("404");
    return bare ? answer.status() == 404 : ANSWERS.contains(code);
  }
}
