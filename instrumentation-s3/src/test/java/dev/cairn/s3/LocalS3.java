// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.s3;

import dev.cairn.contract.ObjectServer;
import dev.cairn.local.LocalAws;
import java.time.Duration;
import java.util.UUID;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;

/** S3Mock behind the strict filter. */
final class LocalS3 implements ObjectServer {
  static final LocalS3 INSTANCE = new LocalS3();

  private LocalS3() {}

  @Override
  public String newBucket() {
    String bucket = "bucket-" + UUID.randomUUID();
    try (S3Client client = LocalClients.s3().build()) {
      client.createBucket(b -> b.bucket(bucket));
    }
    return bucket;
  }

  @Override
  public String newVersionedBucket() {
    String bucket = newBucket();
    try (S3Client client = LocalClients.s3().build()) {
      client.putBucketVersioning(
          b ->
              b.bucket(bucket)
                  .versioningConfiguration(v -> v.status(BucketVersioningStatus.ENABLED)));
    }
    return bucket;
  }

  @Override
  public void failNext(String operation, int status, int times) {
    LocalAws.shared().fail("S3." + operation, status, times);
  }

  @Override
  public void stall(String operation) {
    LocalAws.shared().delay("S3." + operation, Duration.ofSeconds(20));
  }

  @Override
  public long received(String operation) {
    return LocalAws.shared().requests("S3." + operation);
  }

  @Override
  public void heal() {
    LocalAws.shared().reset();
  }
}
