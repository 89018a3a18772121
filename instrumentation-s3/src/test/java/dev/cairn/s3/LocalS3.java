// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.s3;

import dev.cairn.contract.ObjectServer;
import dev.cairn.contract.RealAws;
import dev.cairn.local.LocalAws;
import java.time.Duration;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;

/** S3Mock behind the strict filter, or, where the suites run there, real AWS. */
final class LocalS3 implements ObjectServer {
  static final LocalS3 INSTANCE = new LocalS3();

  private final TestBuckets buckets = new TestBuckets();

  private LocalS3() {}

  @Override
  public String newBucket() {
    return buckets.create();
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
    RealAws.assumeNot("real AWS does not fail on order");
    LocalAws.shared().fail("S3." + operation, status, times);
  }

  @Override
  public void stall(String operation) {
    RealAws.assumeNot("real AWS does not stall on order");
    LocalAws.shared().delay("S3." + operation, Duration.ofSeconds(20));
  }

  @Override
  public long received(String operation) {
    RealAws.assumeNot("real AWS does not count");
    return LocalAws.shared().requests("S3." + operation);
  }

  @Override
  public void heal() {
    if (RealAws.isTarget()) {
      buckets.delete();
    } else {
      LocalAws.shared().reset();
    }
  }
}
