// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.benchmarks;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** What S3 answers. */
final class S3Answers {
  /** An object of 1 KB. */
  static final byte[] CONTENT = "0123456789abcdef".repeat(64).getBytes(StandardCharsets.UTF_8);

  /** SDK 1.x compares it with what it has computed. */
  private static final String ETAG = '"' + md5(CONTENT) + '"';

  private S3Answers() {}

  private static String md5(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every JVM has MD5
    }
  }

  static Answer put() {
    return Answer.s3(200, Map.of("ETag", ETAG), new byte[0]);
  }

  static Answer get(boolean stamped) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("ETag", ETAG);
    headers.put("Last-Modified", "Wed, 25 Nov 2026 00:00:00 GMT");
    headers.put("Accept-Ranges", "bytes");
    headers.put("Content-Type", "image/png");
    headers.put("x-amz-meta-title", "The analytical engine");
    if (stamped) {
      headers.put("x-amz-meta-cairn", Telemetry.stamp(0));
    }
    return Answer.s3(200, headers, CONTENT);
  }

  static Answer noSuchKey() {
    String body =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>NoSuchKey</Code>"
            + "<Message>The specified key does not exist.</Message><Key>"
            + Photo.KEY
            + "</Key><RequestId>318BC8BC148832E5</RequestId><HostId>eftixk72aD6Ap51Tnqco</HostId>"
            + "</Error>";
    return Answer.s3(
        404, Map.of("Content-Type", "application/xml"), body.getBytes(StandardCharsets.UTF_8));
  }
}
