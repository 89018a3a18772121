// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.instrument;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Whether the service may have refused a write because of its stamp. Only what it refused outright
 * counts, so that nothing is ever written twice.
 */
enum Refusal {
  /** Whatever is wrong, the stamp is not the reason. */
  NOT_OURS,
  /** The error names the stamp's attribute or one of its placeholders. */
  NAMES_THE_STAMP,
  /** Something is too large, and would perhaps not be without the stamp. */
  SIZE,
  /** Access is denied on a table of which nobody has seen that it accepts stamps. */
  ACCESS;

  /** Placeholders in expressions begin with this behind their sign. */
  static final String PLACEHOLDER = "cairn_s";

  private static final Set<String> INVALID = Set.of("ValidationException", "ValidationError");
  private static final Set<String> DENIED = Set.of("AccessDeniedException", "AccessDenied");
  private static final String CANCELED = "TransactionCanceledException";
  private static final String COLLECTION = "ItemCollectionSizeLimitExceeded";

  /** What DynamoDB says of items, expressions and transactions that are too large. */
  private static final List<String> TOO_LARGE =
      List.of("item size", "expression size", "collection size", "aggregate size", "4 mb");

  /**
   * What is known of a stamped call.
   *
   * @param key the stamps' key
   * @param nearLimit whether it may be within one stamp of a limit
   * @param accepted whether all its tables are known to accept stamps
   * @param items how many items it has; 0 where it is no call of many
   */
  record Stamped(String key, boolean nearLimit, boolean accepted, int items) {}

  /** Returns why the stamped call may have been refused for its stamp. */
  static Refusal of(StorageAnswer answer, Stamped call) {
    String code = answer.errorCode();
    if (code == null || answer.status() < 400 || answer.status() >= 500) {
      return NOT_OURS;
    }
    String message = answer.errorMessage() == null ? "" : answer.errorMessage();
    if (CANCELED.equals(code)) {
      return isInvalidAtMost(answer, call.items()) ? ofInvalid(message, call) : NOT_OURS;
    }
    if (DENIED.contains(code)) {
      if (names(message, call.key())) {
        return NAMES_THE_STAMP;
      }
      return call.accepted() ? NOT_OURS : ACCESS;
    }
    if (code.startsWith(COLLECTION)) {
      return call.nearLimit() ? SIZE : NOT_OURS;
    }
    return INVALID.contains(code) ? ofInvalid(message, call) : NOT_OURS;
  }

  /** Whether no reason of a cancelled transaction is anything but that a request is invalid. */
  private static boolean isInvalidAtMost(StorageAnswer answer, int items) {
    for (int item = 0; item < items; item++) {
      String reason = answer.errorCode(item);
      if (reason != null && !INVALID.contains(reason) && !reason.startsWith(COLLECTION)) {
        return false;
      }
    }
    return true;
  }

  private static Refusal ofInvalid(String message, Stamped call) {
    if (names(message, call.key())) {
      return NAMES_THE_STAMP;
    }
    String lower = message.toLowerCase(Locale.ROOT);
    return call.nearLimit() && TOO_LARGE.stream().anyMatch(lower::contains) ? SIZE : NOT_OURS;
  }

  private static boolean names(String message, String key) {
    return isWordOf(message, key) || isWordOf(message, PLACEHOLDER);
  }

  /** Whether the text has the word, and not only as a part of a longer name. */
  private static boolean isWordOf(String text, String word) {
    for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
      int end = at + word.length();
      boolean begins = at == 0 || !isNamePart(text.charAt(at - 1));
      boolean ends = end == text.length() || !isNamePart(text.charAt(end));
      boolean goesOn =
          end + 1 < text.length() && text.charAt(end) == '.' && isNamePart(text.charAt(end + 1));
      if (begins && ends && !goesOn) {
        return true;
      }
    }
    return false;
  }

  private static boolean isNamePart(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '/';
  }
}
