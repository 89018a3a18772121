// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.otlp;

/** A batch that is not taken in, with its reason in the terms of both protocols. */
final class Refused extends RuntimeException {
  /**
   * Why, as an HTTP status and as a gRPC status code.
   *
   * @see <a href="https://opentelemetry.io/docs/specs/otlp/#failures">what a client does on which
   *     status</a>: of these it sends again only on BUSY and FAILED
   */
  enum Reason {
    MALFORMED(400, 3),
    TOO_LARGE(413, 8),
    UNSUPPORTED(415, 12),
    METHOD(405, 12),
    BUSY(503, 14),
    FAILED(503, 14);

    final int httpStatus;
    final int grpcCode;

    Reason(int httpStatus, int grpcCode) {
      this.httpStatus = httpStatus;
      this.grpcCode = grpcCode;
    }
  }

  private final Reason reason;

  Refused(Reason reason, String message) {
    super(message, null, false, false);
    this.reason = reason;
  }

  Reason reason() {
    return reason;
  }

  static Refused tooLarge() {
    return new Refused(
        Reason.TOO_LARGE, "more than " + OtlpReceiver.MAX_BATCH_BYTES + " bytes in one batch");
  }
}
