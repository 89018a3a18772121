// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.s3;

import dev.cairn.Stamp;
import dev.cairn.contract.AsyncObjectClient;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.MetadataDirective;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Error;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.model.S3Response;
import software.amazon.awssdk.services.s3.model.Tag;

/** An asynchronous client of AWS SDK 2.x as the contract's. */
class AsyncClient implements AsyncObjectClient {
  private final S3AsyncClient s3;
  private final CairnS3 decorator;

  /**
   * A client.
   *
   * @param decorator null where it is not decorated
   */
  AsyncClient(S3AsyncClient s3, CairnS3 decorator) {
    this.s3 = s3;
    this.decorator = decorator;
  }

  CompletableFuture<PutObjectResponse> put(PutObjectRequest request, AsyncRequestBody body) {
    return s3.putObject(request, body);
  }

  CompletableFuture<ResponseBytes<GetObjectResponse>> get(GetObjectRequest request) {
    return s3.getObject(request, AsyncResponseTransformer.toBytes());
  }

  CompletableFuture<CopyObjectResponse> copy(CopyObjectRequest request) {
    return s3.copyObject(request);
  }

  private static <T> T join(CompletableFuture<T> future) {
    try {
      return future.join();
    } catch (CompletionException error) {
      throw error.getCause() instanceof RuntimeException cause ? cause : error;
    }
  }

  @Override
  public CompletableFuture<?> startPut(String bucket, String key, String content) {
    return put(
        PutObjectRequest.builder().bucket(bucket).key(key).build(),
        AsyncRequestBody.fromString(content));
  }

  @Override
  public Answer put(String bucket, String key, String content, Map<String, String> metadata) {
    return answer(
        join(
            put(
                PutObjectRequest.builder().bucket(bucket).key(key).metadata(metadata).build(),
                AsyncRequestBody.fromString(content))),
        null,
        null);
  }

  @Override
  public void putInParts(String bucket, String key, byte[] content, Map<String, String> metadata) {
    join(
        put(
            PutObjectRequest.builder().bucket(bucket).key(key).metadata(metadata).build(),
            AsyncRequestBody.fromBytes(content)));
  }

  @Override
  public Answer putIfAbsent(String bucket, String key, String content) {
    return answer(
        join(
            put(
                PutObjectRequest.builder().bucket(bucket).key(key).ifNoneMatch("*").build(),
                AsyncRequestBody.fromString(content))),
        null,
        null);
  }

  @Override
  public Answer get(String bucket, String key) {
    ResponseBytes<GetObjectResponse> got =
        join(get(GetObjectRequest.builder().bucket(bucket).key(key).build()));
    return answer(
        got.response().toBuilder().lastModified(null).build(),
        got.asUtf8String(),
        got.response().metadata());
  }

  @Override
  public Answer head(String bucket, String key) {
    HeadObjectResponse head = join(s3.headObject(b -> b.bucket(bucket).key(key)));
    return answer(head.toBuilder().lastModified(null).build(), null, head.metadata());
  }

  private static CopyObjectRequest.Builder copyRequest(String bucket, String from, String to) {
    return CopyObjectRequest.builder()
        .sourceBucket(bucket)
        .sourceKey(from)
        .destinationBucket(bucket)
        .destinationKey(to);
  }

  @Override
  public Answer copy(String bucket, String fromKey, String toKey) {
    return copied(join(copy(copyRequest(bucket, fromKey, toKey).build())));
  }

  @Override
  public Answer copyReplacing(
      String bucket, String fromKey, String toKey, Map<String, String> metadata) {
    return copied(
        join(
            copy(
                copyRequest(bucket, fromKey, toKey)
                    .metadataDirective(MetadataDirective.REPLACE)
                    .metadata(metadata)
                    .build())));
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
    return answer(join(s3.deleteObject(b -> b.bucket(bucket).key(key))), null, null);
  }

  @Override
  public List<String> deleteAll(String bucket, List<String> keys) {
    List<ObjectIdentifier> objects =
        keys.stream().map(key -> ObjectIdentifier.builder().key(key).build()).toList();
    return join(s3.deleteObjects(b -> b.bucket(bucket).delete(d -> d.objects(objects))))
        .errors()
        .stream()
        .map(S3Error::key)
        .toList();
  }

  @Override
  public List<String> list(String bucket) {
    return join(s3.listObjectsV2(b -> b.bucket(bucket))).contents().stream()
        .map(S3Object::key)
        .toList();
  }

  @Override
  public void tag(String bucket, String key, String name, String value) {
    Tag tag = Tag.builder().key(name).value(value).build();
    join(s3.putObjectTagging(b -> b.bucket(bucket).key(key).tagging(t -> t.tagSet(tag))));
  }

  @Override
  public Answer putWithHeader(
      String bucket, String key, String content, String name, String value) {
    return answer(
        join(
            put(
                PutObjectRequest.builder()
                    .bucket(bucket)
                    .key(key)
                    .overrideConfiguration(c -> c.putHeader(name, value))
                    .build(),
                AsyncRequestBody.fromString(content))),
        null,
        null);
  }

  @Override
  public void putInTime(String bucket, String key, String content, Duration limit) {
    join(
        put(
            PutObjectRequest.builder()
                .bucket(bucket)
                .key(key)
                .overrideConfiguration(c -> c.apiCallTimeout(limit))
                .build(),
            AsyncRequestBody.fromString(content)));
  }

  @Override
  public Answer getStart(String bucket, String key) {
    GetObjectRequest request =
        GetObjectRequest.builder().bucket(bucket).key(key).range("bytes=0-1").build();
    ResponseBytes<GetObjectResponse> got = join(get(request));
    return answer(
        got.response().toBuilder().lastModified(null).build(),
        got.asUtf8String(),
        got.response().metadata());
  }

  @Override
  public void getUnlessMatches(String bucket, String key, String eTag) {
    join(get(GetObjectRequest.builder().bucket(bucket).key(key).ifNoneMatch(eTag).build()));
  }

  @Override
  public void restore(String bucket, String key) {
    join(s3.restoreObject(b -> b.bucket(bucket).key(key).restoreRequest(r -> r.days(1))));
  }

  @Override
  public void putOfUnknownLength(String bucket, String key, byte[] content) {
    ExecutorService reading = Executors.newSingleThreadExecutor();
    try {
      join(
          put(
              PutObjectRequest.builder().bucket(bucket).key(key).build(),
              AsyncRequestBody.fromInputStream(
                  b -> b.inputStream(new ByteArrayInputStream(content)).executor(reading))));
    } finally {
      reading.shutdownNow();
    }
  }

  @Override
  public Answer putChecked(String bucket, String key, String content) {
    return answer(
        join(
            put(
                PutObjectRequest.builder()
                    .bucket(bucket)
                    .key(key)
                    .checksumAlgorithm(ChecksumAlgorithm.SHA256)
                    .build(),
                AsyncRequestBody.fromString(content))),
        null,
        null);
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
