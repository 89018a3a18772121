// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.s3;

import dev.cairn.Stamp;
import dev.cairn.contract.ObjectClient;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.MetadataDirective;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Error;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.model.S3Response;
import software.amazon.awssdk.services.s3.model.Tag;

/**
 * A synchronous client of AWS SDK 2.x as the contract's.
 *
 * @param decorator null where it is not decorated
 */
record SyncClient(S3Client s3, CairnS3 decorator) implements ObjectClient {
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

  @Override
  public void putInParts(String bucket, String key, byte[] content, Map<String, String> metadata) {
    String upload =
        s3.createMultipartUpload(b -> b.bucket(bucket).key(key).metadata(metadata)).uploadId();
    Threads.elsewhere(
        () -> {
          int half = content.length - 1000;
          CompletedPart first = part(bucket, key, upload, 1, Arrays.copyOf(content, half));
          CompletedPart last =
              part(bucket, key, upload, 2, Arrays.copyOfRange(content, half, content.length));
          s3.completeMultipartUpload(
              b ->
                  b.bucket(bucket)
                      .key(key)
                      .uploadId(upload)
                      .multipartUpload(parts -> parts.parts(first, last)));
        });
  }

  private CompletedPart part(String bucket, String key, String upload, int number, byte[] content) {
    String eTag =
        s3.uploadPart(
                b -> b.bucket(bucket).key(key).uploadId(upload).partNumber(number),
                RequestBody.fromBytes(content))
            .eTag();
    return CompletedPart.builder().partNumber(number).eTag(eTag).build();
  }

  @Override
  public List<String> deleteAll(String bucket, List<String> keys) {
    List<ObjectIdentifier> objects =
        keys.stream().map(key -> ObjectIdentifier.builder().key(key).build()).toList();
    return s3.deleteObjects(b -> b.bucket(bucket).delete(d -> d.objects(objects))).errors().stream()
        .map(S3Error::key)
        .toList();
  }

  @Override
  public List<String> list(String bucket) {
    return s3.listObjectsV2(b -> b.bucket(bucket)).contents().stream().map(S3Object::key).toList();
  }

  @Override
  public void tag(String bucket, String key, String name, String value) {
    Tag tag = Tag.builder().key(name).value(value).build();
    s3.putObjectTagging(b -> b.bucket(bucket).key(key).tagging(t -> t.tagSet(tag)));
  }

  @Override
  public Answer putWithHeader(
      String bucket, String key, String content, String name, String value) {
    return answer(
        s3.putObject(
            b -> b.bucket(bucket).key(key).overrideConfiguration(c -> c.putHeader(name, value)),
            RequestBody.fromString(content)),
        null,
        null);
  }

  @Override
  public void putInTime(String bucket, String key, String content, Duration limit) {
    s3.putObject(
        b -> b.bucket(bucket).key(key).overrideConfiguration(c -> c.apiCallTimeout(limit)),
        RequestBody.fromString(content));
  }

  @Override
  public Answer getStart(String bucket, String key) {
    ResponseBytes<GetObjectResponse> got =
        s3.getObjectAsBytes(b -> b.bucket(bucket).key(key).range("bytes=0-1"));
    return answer(
        got.response().toBuilder().lastModified(null).build(),
        got.asUtf8String(),
        got.response().metadata());
  }

  @Override
  public void getUnlessMatches(String bucket, String key, String eTag) {
    s3.getObjectAsBytes(b -> b.bucket(bucket).key(key).ifNoneMatch(eTag));
  }

  @Override
  public void restore(String bucket, String key) {
    s3.restoreObject(b -> b.bucket(bucket).key(key).restoreRequest(r -> r.days(1)));
  }

  @Override
  public void putOfUnknownLength(String bucket, String key, byte[] content) {
    s3.putObject(
        b -> b.bucket(bucket).key(key),
        RequestBody.fromContentProvider(
            () -> new ByteArrayInputStream(content), "application/octet-stream"));
  }

  @Override
  public Answer putChecked(String bucket, String key, String content) {
    return answer(
        s3.putObject(
            b -> b.bucket(bucket).key(key).checksumAlgorithm(ChecksumAlgorithm.SHA256),
            RequestBody.fromString(content)),
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
