// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.s3;

import dev.cairn.Cairn;
import dev.cairn.Stamp;
import dev.cairn.contract.ObjectClient;
import dev.cairn.contract.S3Contract;
import dev.cairn.local.LocalAws;
import java.util.Map;
import java.util.UUID;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.MetadataDirective;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Response;

/** AWS SDK 2.x, synchronous. */
class CairnS3Test extends S3Contract {
  @Override
  protected ObjectClient newClient(Cairn cairn) {
    if (cairn == null) {
      return new Client(LocalClients.s3().build(), null);
    }
    CairnS3 decorator = CairnS3.create(cairn);
    return new Client(decorator.build(LocalClients.s3()), decorator);
  }

  @Override
  protected ObjectClient newClientDecoratedTwice(Cairn cairn) {
    CairnS3 decorator = CairnS3.create(cairn);
    S3ClientBuilder builder = LocalClients.s3();
    builder.overrideConfiguration(
        c ->
            c.addExecutionInterceptor(CairnS3.create(cairn).interceptor())
                .addExecutionInterceptor(decorator.interceptor()));
    return new Client(decorator.build(builder), decorator);
  }

  @Override
  protected String newBucket() {
    String bucket = "bucket-" + UUID.randomUUID();
    try (S3Client client = LocalClients.s3().build()) {
      client.createBucket(b -> b.bucket(bucket));
    }
    return bucket;
  }

  @Override
  protected void failNext(String operation, int status, int times) {
    LocalAws.shared().fail("S3." + operation, status, times);
  }

  @Override
  protected void heal() {
    LocalAws.shared().reset();
  }

  private record Client(S3Client s3, CairnS3 decorator) implements ObjectClient {
    @Override
    public Answer put(String bucket, String key, String content, Map<String, String> metadata) {
      return answer(
          s3.putObject(
              b -> b.bucket(bucket).key(key).metadata(metadata), RequestBody.fromString(content)),
          null,
          null);
    }

    @Override
    public Answer putIfAbsent(String bucket, String key, String content) {
      return answer(
          s3.putObject(
              b -> b.bucket(bucket).key(key).ifNoneMatch("*"), RequestBody.fromString(content)),
          null,
          null);
    }

    @Override
    public Answer get(String bucket, String key) {
      ResponseBytes<GetObjectResponse> got = s3.getObjectAsBytes(b -> b.bucket(bucket).key(key));
      return answer(
          got.response().toBuilder().lastModified(null).build(),
          got.asUtf8String(),
          got.response().metadata());
    }

    @Override
    public Answer head(String bucket, String key) {
      HeadObjectResponse head = s3.headObject(b -> b.bucket(bucket).key(key));
      return answer(head.toBuilder().lastModified(null).build(), null, head.metadata());
    }

    @Override
    public Answer copy(String bucket, String fromKey, String toKey) {
      return copied(
          s3.copyObject(
              b ->
                  b.sourceBucket(bucket)
                      .sourceKey(fromKey)
                      .destinationBucket(bucket)
                      .destinationKey(toKey)));
    }

    @Override
    public Answer copyReplacing(
        String bucket, String fromKey, String toKey, Map<String, String> metadata) {
      return copied(
          s3.copyObject(
              b ->
                  b.sourceBucket(bucket)
                      .sourceKey(fromKey)
                      .destinationBucket(bucket)
                      .destinationKey(toKey)
                      .metadataDirective(MetadataDirective.REPLACE)
                      .metadata(metadata)));
    }

    private Answer copied(CopyObjectResponse response) {
      return answer(
          response.toBuilder()
              .copyObjectResult(response.copyObjectResult().toBuilder().lastModified(null).build())
              .build(),
          null,
          null);
    }

    @Override
    public Answer delete(String bucket, String key) {
      return answer(s3.deleteObject(b -> b.bucket(bucket).key(key)), null, null);
    }

    private Answer answer(S3Response response, String content, Map<String, String> metadata) {
      Stamp stamp = decorator == null ? Stamp.INVALID : decorator.stampOf(response);
      return new Answer(content, metadata, response.toString(), stamp);
    }

    @Override
    public String errorCode(RuntimeException error) {
      return ((S3Exception) error).awsErrorDetails().errorCode();
    }

    @Override
    public void close() {
      s3.close();
    }
  }
}
