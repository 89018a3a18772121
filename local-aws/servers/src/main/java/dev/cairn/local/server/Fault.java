// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.local.server;

/**
 * An error answer that a test has ordered.
 *
 * @param code the service's error code, by which an SDK picks its exception
 */
record Fault(int status, String code, String message) {
  /** Let the request through. */
  static final Fault NONE = new Fault(0, "", "");

  private static final String MESSAGE = "Ordered by LocalAws.fail";

  Fault {
    if (status != 0 && (status < 400 || status > 599)) {
      throw new IllegalArgumentException("status " + status + " is no error status");
    }
  }

  /** The code that the service of {@code operation} most often sends with this status. */
  static Fault usual(String operation, int status) {
    return new Fault(
        status,
        operation.startsWith(Operations.S3) ? usualS3(status) : usualDynamoDb(status),
        MESSAGE);
  }

  private static String usualS3(int status) {
    return switch (status) {
      case 403 -> "AccessDenied";
      case 404 -> "NoSuchKey";
      case 409 -> "OperationAborted";
      case 412 -> "PreconditionFailed";
      case 500 -> "InternalError";
      case 503 -> "SlowDown";
      default -> "InvalidRequest";
    };
  }

  private static String usualDynamoDb(int status) {
    return switch (status) {
      case 500 -> "InternalServerError";
      case 503 -> "ServiceUnavailable";
      default -> "ValidationException";
    };
  }
}
