// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.instrument;

/** What an operation does to what is stored. */
enum Effect {
  /** Changes stored state: its span is a write record. */
  WRITE,
  /** Allows somebody else a write: that it was made is never heard of. */
  GRANT,
  /** Returns what is stored, with stamps. */
  READ,
  /** Neither, or not to one thing: a table is created, a part is uploaded. */
  OTHER;

  /** Returns whether a request of this operation has a place for a stamp. */
  static boolean carriesStamp(String operation) {
    return switch (operation) {
      case "PutObject",
          "CreateMultipartUpload",
          "CopyObject",
          "PresignPutObject",
          "PresignCreateMultipartUpload",
          "PutItem",
          "UpdateItem",
          "BatchWriteItem",
          "TransactWriteItems" ->
          true;
      default -> false;
    };
  }

  /** Returns whether an operation is the last of a multipart upload. */
  static boolean endsUpload(String operation) {
    return "CompleteMultipartUpload".equals(operation) || "AbortMultipartUpload".equals(operation);
  }

  static Effect of(boolean s3, StorageRequest request) {
    return s3 ? ofS3(request.operation()) : ofDynamoDb(request);
  }

  private static Effect ofS3(String operation) {
    return switch (operation) {
      case "PutObject",
          "CopyObject",
          "CompleteMultipartUpload",
          "DeleteObject",
          "DeleteObjects",
          "PutObjectTagging",
          "DeleteObjectTagging",
          "RestoreObject",
          "RenameObject" ->
          WRITE;
      case "PresignPutObject", "PresignCreateMultipartUpload" -> GRANT;
      case "GetObject", "HeadObject" -> READ;
      default -> OTHER;
    };
  }

  private static Effect ofDynamoDb(StorageRequest request) {
    return switch (request.operation()) {
      case "PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem", "TransactWriteItems" -> WRITE;
      case "GetItem", "Query", "Scan", "BatchGetItem", "TransactGetItems" -> READ;
      case "ExecuteStatement", "BatchExecuteStatement", "ExecuteTransaction" ->
          request.isWrite() ? WRITE : READ;
      default -> OTHER;
    };
  }
}
