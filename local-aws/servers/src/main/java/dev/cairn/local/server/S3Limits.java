// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.local.server;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** What S3 refuses and S3Mock lets through. */
final class S3Limits {
  private static final String METADATA_PREFIX = "x-amz-meta-";

  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html
  private static final int MAX_METADATA_BYTES = 2048;
  private static final int MAX_HEADER_SECTION_BYTES = 8192;
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-tagging.html
  private static final int MAX_TAGS = 10;

  /** Sub-resources S3Mock would mistake for plain requests, answering with some other operation. */
  private static final Set<String> UNSUPPORTED =
      Set.of(
          "accelerate",
          "analytics",
          "encryption",
          "inventory",
          "logging",
          "metrics",
          "notification",
          "policy",
          "publicAccessBlock",
          "replication",
          "requestPayment",
          "website");

  private static final Set<String> UNSUPPORTED_ON_BUCKETS = Set.of("cors", "tagging");

  private S3Limits() {}

  static boolean isMetadata(String header) {
    return header.regionMatches(true, 0, METADATA_PREFIX, 0, METADATA_PREFIX.length());
  }

  static S3Error checkHeaderSection(HttpServletRequest request) {
    int bytes = 0;
    for (String name : Collections.list(request.getHeaderNames())) {
      for (String value : Collections.list(request.getHeaders(name))) {
        bytes += name.length() + ": ".length() + value.length() + "\r\n".length();
      }
    }
    return bytes <= MAX_HEADER_SECTION_BYTES
        ? S3Error.NONE
        : new S3Error(
            400,
            "RequestHeaderSectionTooLarge",
            "Your request header and query parameters exceed the maximum allowed size");
  }

  static S3Error check(HttpServletRequest request) {
    if (metadataBytes(request) > MAX_METADATA_BYTES) {
      return new S3Error(
          400,
          "MetadataTooLarge",
          "Your metadata headers exceed the maximum allowed metadata size");
    }
    String tags = request.getHeader("x-amz-tagging");
    if (tags != null && tags.split("&").length > MAX_TAGS) {
      return new S3Error(400, "BadRequest", "Object tags cannot be greater than " + MAX_TAGS);
    }
    if (isUnsupported(S3Target.of(request))) {
      return new S3Error(
          501,
          "NotImplemented",
          "A header you provided implies functionality that is not implemented");
    }
    return S3Error.NONE;
  }

  private static int metadataBytes(HttpServletRequest request) {
    int bytes = 0;
    for (String name : Collections.list(request.getHeaderNames())) {
      if (isMetadata(name)) {
        List<String> values = Collections.list(request.getHeaders(name));
        bytes += name.length() - METADATA_PREFIX.length();
        bytes += String.join(",", values).getBytes(StandardCharsets.ISO_8859_1).length;
      }
    }
    return bytes;
  }

  private static boolean isUnsupported(S3Target target) {
    return target.hasAny(UNSUPPORTED)
        || (!target.isObject() && target.hasAny(UNSUPPORTED_ON_BUCKETS));
  }
}
