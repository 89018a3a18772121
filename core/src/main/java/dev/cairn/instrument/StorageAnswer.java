// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.instrument;

/** How a storage call ended, as the handler sees it. Null where a value is not known. */
public interface StorageAnswer {
  /** Returns what the caller will see thrown, or null where the call succeeded. */
  default Throwable error() {
    return null;
  }

  /** Returns the HTTP status of the last answer, or 0 where none came. */
  default int status() {
    return 0;
  }

  /** Returns AWS's error code, such as {@code ConditionalCheckFailedException}. */
  default String errorCode() {
    return null;
  }

  /** Returns AWS's error message, those of a cancelled transaction's items included. */
  default String errorMessage() {
    return null;
  }

  /**
   * Returns whether an error tells the application no more than what it asked to know, although its
   * code does not say so: a transaction that failed on its conditions alone.
   */
  default boolean isConditionFailed() {
    return false;
  }

  /** Returns AWS's request id. */
  default String requestId() {
    return null;
  }

  /** Returns S3's second request id, {@code x-amz-id-2}. */
  default String extendedRequestId() {
    return null;
  }

  /** Returns the object's ETag, with or without quotes. */
  default String eTag() {
    return null;
  }

  /** Returns the object's version. */
  default String versionId() {
    return null;
  }

  /** Returns the id of the multipart upload that the call has begun. */
  default String uploadId() {
    return null;
  }

  /** Returns how long the body was that was sent last, in bytes; 0 where that is not known. */
  default long bytesSent() {
    return 0;
  }

  /** Returns how long the body of the answer is, in bytes; 0 where that is not known. */
  default long bytesReceived() {
    return 0;
  }

  /** Returns the capacity units consumed, as DynamoDB returned them; NaN where it did not. */
  default double consumedUnits() {
    return Double.NaN;
  }

  /** Returns what DynamoDB read or wrote, as far as it is known. Asked where units are not. */
  default Volume volume() {
    return Volume.LEAST;
  }

  /**
   * Returns the error code of one item of a call of many, or null where nothing was wrong with it.
   *
   * @param item its index in {@link StorageRequest#addresses()}
   */
  default String errorCode(int item) {
    return null;
  }
}
