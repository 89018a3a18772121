// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.local.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class S3OperationTest {
  @ParameterizedTest
  @CsvSource({
    "PUT, /b/k, PutObject",
    "PUT, /b/a/k?x-id=PutObject, PutObject",
    "PUT, /b/k?partNumber=1&uploadId=u, UploadPart",
    "PUT, /b/k?tagging, PutObjectTagging",
    "PUT, /b/k?acl, Other",
    "PUT, /b, CreateBucket",
    "PUT, /b?versioning, Other",
    "GET, /b/k?versionId=v, GetObject",
    "GET, /b/k?uploadId=u, Other",
    "GET, /b/k?tagging, GetObjectTagging",
    "GET, /b?list-type=2, ListObjectsV2",
    "GET, /, Other",
    "HEAD, /b/k, HeadObject",
    "HEAD, /b/, HeadBucket",
    "DELETE, /b/k, DeleteObject",
    "DELETE, /b/k?uploadId=u, AbortMultipartUpload",
    "DELETE, /b/k?tagging, DeleteObjectTagging",
    "DELETE, /b, Other",
    "POST, /b/k?uploads, CreateMultipartUpload",
    "POST, /b/k?uploadId=u, CompleteMultipartUpload",
    "POST, /b/k?restore, Other",
    "POST, /b?delete, DeleteObjects",
  })
  void operation_isToldByMethodAndQuery(String method, String target, String operation) {
    String name = S3Operation.of(StubRequest.of(method, target, Map.of()));

    assertThat(name).isEqualTo("S3." + operation).isIn(S3Operation.NAMES);
  }

  @ParameterizedTest
  @CsvSource({"/b/k, CopyObject", "/b/k?partNumber=1&uploadId=u, UploadPartCopy"})
  void copy_isToldByItsHeader(String target, String operation) {
    Map<String, String> headers = Map.of("x-amz-copy-source", "b/other");

    assertThat(S3Operation.of(StubRequest.of("PUT", target, headers))).isEqualTo("S3." + operation);
  }
}
