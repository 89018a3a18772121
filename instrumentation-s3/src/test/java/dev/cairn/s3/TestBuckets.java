// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.s3;

import dev.cairn.contract.RealAws;
import java.util.ArrayDeque;
import java.util.Queue;
import software.amazon.awssdk.services.s3.S3Client;

/** Buckets that a test creates for itself, so that all that is in them is its own. */
final class TestBuckets {
  private final Queue<String> created = new ArrayDeque<>();

  String create() {
    String bucket = RealAws.newName("bucket");
    try (S3Client s3 = LocalClients.s3().build()) {
      s3.createBucket(b -> b.bucket(bucket));
      if (RealAws.isTarget()) {
        created.add(bucket);
        s3.waiter().waitUntilBucketExists(b -> b.bucket(bucket));
      }
    }
    return bucket;
  }

  /**
   * Deletes the buckets created on real AWS so far, with every version and every part of an upload.
   */
  void delete() {
    try (S3Client s3 = LocalClients.s3().build()) {
      while (!created.isEmpty()) {
        delete(s3, created.remove());
      }
    }
  }

  private static void delete(S3Client s3, String bucket) {
    s3.listMultipartUploadsPaginator(b -> b.bucket(bucket)).uploads().stream()
        .forEach(
            upload ->
                s3.abortMultipartUpload(
                    b -> b.bucket(bucket).key(upload.key()).uploadId(upload.uploadId())));
    var stored = s3.listObjectVersionsPaginator(b -> b.bucket(bucket));
    stored.versions().stream()
        .forEach(v -> s3.deleteObject(b -> b.bucket(bucket).key(v.key()).versionId(v.versionId())));
    stored.deleteMarkers().stream()
        .forEach(m -> s3.deleteObject(b -> b.bucket(bucket).key(m.key()).versionId(m.versionId())));
    s3.deleteBucket(b -> b.bucket(bucket));
  }
}
