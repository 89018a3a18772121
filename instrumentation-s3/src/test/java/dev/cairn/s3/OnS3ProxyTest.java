// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.s3;

import dev.cairn.Cairn;
import dev.cairn.contract.ObjectClient;
import dev.cairn.contract.ObjectServer;
import dev.cairn.contract.RealAws;
import dev.cairn.contract.S3Contract;
import dev.cairn.local.s3proxy.LocalS3Proxy;
import java.util.UUID;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/**
 * AWS SDK 2.x, synchronous, on a second server, written by other people than S3Mock: what both say
 * is not a whim of one. Nothing published is tested here, and no fault is injected.
 */
class OnS3ProxyTest extends S3Contract {
  @BeforeAll
  static void isOfThisMachine() {
    RealAws.assumeNot("real AWS does not need to be compared");
  }

  @Override
  protected ObjectClient newClient(Cairn cairn) {
    if (cairn == null) {
      return new SyncClient(builder().build(), null);
    }
    CairnS3 decorator = CairnS3.create(cairn);
    return new SyncClient(decorator.build(builder()), decorator);
  }

  @Override
  protected ObjectClient newClientDecoratedTwice(Cairn cairn) {
    CairnS3 decorator = CairnS3.create(cairn);
    S3ClientBuilder builder = builder();
    builder.overrideConfiguration(
        c -> c.addExecutionInterceptor(CairnS3.create(cairn).interceptor()));
    return new SyncClient(decorator.build(builder), decorator);
  }

  private static S3ClientBuilder builder() {
    LocalS3Proxy server = LocalS3Proxy.shared();
    return S3Client.builder()
        .endpointOverride(server.endpoint())
        .region(Region.of(server.region()))
        .forcePathStyle(true)
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(server.accessKey(), server.secretKey())));
  }

  @Override
  protected ObjectServer server() {
    return new Server();
  }

  @Override
  @Test
  @Disabled("S3Proxy knows no tags")
  protected void tagging_isRecorded() {}

  @Override
  @Test
  @Disabled("S3Proxy answers no x-amz-id-2")
  protected void write_isRecorded() {}

  @Override
  @Test
  @Disabled("the faults are telemetry's, and one server shows what comes of them")
  protected void call_isTheBareOne_whateverFails() {}

  private static final class Server implements ObjectServer {
    @Override
    public String newBucket() {
      String bucket = "bucket-" + UUID.randomUUID();
      try (S3Client s3 = builder().build()) {
        s3.createBucket(b -> b.bucket(bucket));
      }
      return bucket;
    }

    @Override
    public String newVersionedBucket() {
      return Assumptions.abort("S3Proxy keeps no versions");
    }

    @Override
    public void failNext(String operation, int status, int times) {
      Assumptions.abort("S3Proxy does not fail on order");
    }

    @Override
    public void stall(String operation) {
      Assumptions.abort("S3Proxy does not stall on order");
    }

    @Override
    public long received(String operation) {
      return Assumptions.abort("S3Proxy does not count");
    }

    @Override
    public void heal() {}
  }
}
