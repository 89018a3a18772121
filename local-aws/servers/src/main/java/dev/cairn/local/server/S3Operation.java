// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.local.server;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;

/** Tells which S3 operation a request is, for the operations that tests order faults for. */
final class S3Operation {
  /** Every name {@link #of} can give. */
  static final Set<String> NAMES =
      Set.of(
          "S3.AbortMultipartUpload",
          "S3.CompleteMultipartUpload",
          "S3.CopyObject",
          "S3.CreateBucket",
          "S3.CreateMultipartUpload",
          "S3.DeleteObject",
          "S3.DeleteObjectTagging",
          "S3.DeleteObjects",
          "S3.GetObject",
          "S3.GetObjectTagging",
          "S3.HeadBucket",
          "S3.HeadObject",
          "S3.ListObjectsV2",
          "S3.Other",
          "S3.PutObject",
          "S3.PutObjectTagging",
          "S3.UploadPart",
          "S3.UploadPartCopy");

  private static final String OTHER = "Other";

  /** Sub-resources of an object that are no operation on its content. */
  private static final Set<String> ASPECTS =
      Set.of("acl", "attributes", "legal-hold", "restore", "retention", "torrent");

  private S3Operation() {}

  static String of(HttpServletRequest request) {
    S3Target target = S3Target.of(request);
    String name = OTHER;
    if (target.isObject() && !target.hasAny(ASPECTS)) {
      name = onObject(request, target);
    } else if (target.isBucket()) {
      name = onBucket(request.getMethod(), target);
    }
    return Operations.S3 + name;
  }

  private static String onObject(HttpServletRequest request, S3Target target) {
    boolean copy = request.getHeader("x-amz-copy-source") != null;
    boolean tagging = target.has("tagging");
    boolean upload = target.has("uploadId");
    return switch (request.getMethod()) {
      case "PUT" -> put(copy, tagging, upload);
      case "GET" -> tagging ? "GetObjectTagging" : upload ? OTHER : "GetObject";
      case "HEAD" -> "HeadObject";
      case "DELETE" ->
          tagging ? "DeleteObjectTagging" : upload ? "AbortMultipartUpload" : "DeleteObject";
      case "POST" ->
          target.has("uploads")
              ? "CreateMultipartUpload"
              : upload ? "CompleteMultipartUpload" : OTHER;
      default -> OTHER;
    };
  }

  private static String put(boolean copy, boolean tagging, boolean upload) {
    if (upload) {
      return copy ? "UploadPartCopy" : "UploadPart";
    }
    if (tagging) {
      return "PutObjectTagging";
    }
    return copy ? "CopyObject" : "PutObject";
  }

  private static String onBucket(String method, S3Target target) {
    return switch (method) {
      case "PUT" -> target.parameters().isEmpty() ? "CreateBucket" : OTHER;
      case "HEAD" -> "HeadBucket";
      case "GET" -> target.has("list-type") ? "ListObjectsV2" : OTHER;
      case "POST" -> target.has("delete") ? "DeleteObjects" : OTHER;
      default -> OTHER;
    };
  }
}
