// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.s3;

import com.amazonaws.AmazonServiceException;
import com.amazonaws.services.s3.AmazonS3;
import com.amazonaws.services.s3.model.CompleteMultipartUploadRequest;
import com.amazonaws.services.s3.model.CopyObjectRequest;
import com.amazonaws.services.s3.model.DeleteObjectsRequest;
import com.amazonaws.services.s3.model.GetObjectRequest;
import com.amazonaws.services.s3.model.InitiateMultipartUploadRequest;
import com.amazonaws.services.s3.model.MultiObjectDeleteException;
import com.amazonaws.services.s3.model.MultiObjectDeleteException.DeleteError;
import com.amazonaws.services.s3.model.ObjectMetadata;
import com.amazonaws.services.s3.model.ObjectTagging;
import com.amazonaws.services.s3.model.PartETag;
import com.amazonaws.services.s3.model.PutObjectRequest;
import com.amazonaws.services.s3.model.PutObjectResult;
import com.amazonaws.services.s3.model.RestoreObjectRequest;
import com.amazonaws.services.s3.model.S3Object;
import com.amazonaws.services.s3.model.S3ObjectSummary;
import com.amazonaws.services.s3.model.SetObjectTaggingRequest;
import com.amazonaws.services.s3.model.Tag;
import com.amazonaws.services.s3.model.UploadPartRequest;
import com.amazonaws.util.IOUtils;
import com.amazonaws.util.Md5Utils;
import dev.cairn.Stamp;
import dev.cairn.contract.ObjectClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A client of AWS SDK 1.x as the contract's. */
class V1Client implements ObjectClient {
  final AmazonS3 s3;
  private final CairnS3V1 decorator;

  /**
   * A client.
   *
   * @param decorator null where it is not decorated
   */
  V1Client(AmazonS3 s3, CairnS3V1 decorator) {
    this.s3 = s3;
    this.decorator = decorator;
  }

  @Override
  public Answer put(String bucket, String key, String content, Map<String, String> metadata) {
    ObjectMetadata reused = metadata(content, metadata);
    PutObjectRequest request = new PutObjectRequest(bucket, key, body(content), reused);
    Answer answer = answer(s3.putObject(request));
    if (!reused.getUserMetadata().equals(metadata)) {
      throw new AssertionError("the caller's metadata were changed");
    }
    return answer;
  }

  /** SDK 1.x has no conditional put of its own: the header says it. */
  @Override
  public Answer putIfAbsent(String bucket, String key, String content) {
    ObjectMetadata metadata = metadata(content, Map.of());
    PutObjectRequest request = new PutObjectRequest(bucket, key, body(content), metadata);
    request.putCustomRequestHeader("If-None-Match", "*");
    return answer(s3.putObject(request));
  }

  static ObjectMetadata metadata(String content, Map<String, String> user) {
    ObjectMetadata metadata = new ObjectMetadata();
    metadata.setContentLength(content.length());
    metadata.setUserMetadata(new HashMap<>(user));
    return metadata;
  }

  static ByteArrayInputStream body(String content) {
    return new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public Answer get(String bucket, String key) {
    return get(new GetObjectRequest(bucket, key));
  }

  private Answer get(GetObjectRequest request) {
    try (S3Object object = s3.getObject(request)) {
      return answer(object.getObjectMetadata(), IOUtils.toString(object.getObjectContent()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Answer head(String bucket, String key) {
    return answer(s3.getObjectMetadata(bucket, key), null);
  }

  @Override
  public Answer copy(String bucket, String fromKey, String toKey) {
    return copied(s3.copyObject(bucket, fromKey, bucket, toKey).getETag());
  }

  @Override
  public Answer copyReplacing(
      String bucket, String fromKey, String toKey, Map<String, String> metadata) {
    ObjectMetadata replacement = new ObjectMetadata();
    replacement.setUserMetadata(metadata);
    return copied(
        s3.copyObject(
                new CopyObjectRequest(bucket, fromKey, bucket, toKey)
                    .withMetadataDirective("REPLACE")
                    .withNewObjectMetadata(replacement))
            .getETag());
  }

  static Answer copied(String eTag) {
    return new Answer(null, null, "ETag=" + eTag, Stamp.INVALID);
  }

  @Override
  public Answer delete(String bucket, String key) {
    s3.deleteObject(bucket, key);
    return new Answer(null, null, "deleted", Stamp.INVALID);
  }

  @Override
  public void putInParts(String bucket, String key, byte[] content, Map<String, String> user) {
    ObjectMetadata metadata = new ObjectMetadata();
    metadata.setUserMetadata(new HashMap<>(user));
    String upload =
        s3.initiateMultipartUpload(new InitiateMultipartUploadRequest(bucket, key, metadata))
            .getUploadId();
    Threads.elsewhere(
        () -> {
          int half = content.length - 1000;
          List<PartETag> parts =
              List.of(
                  s3.uploadPart(part(bucket, key, upload, 1, Arrays.copyOf(content, half)))
                      .getPartETag(),
                  s3.uploadPart(
                          part(
                              bucket,
                              key,
                              upload,
                              2,
                              Arrays.copyOfRange(content, half, content.length)))
                      .getPartETag());
          s3.completeMultipartUpload(
              new CompleteMultipartUploadRequest(bucket, key, upload, parts));
        });
  }

  private static UploadPartRequest part(
      String bucket, String key, String upload, int number, byte[] content) {
    return new UploadPartRequest()
        .withBucketName(bucket)
        .withKey(key)
        .withUploadId(upload)
        .withPartNumber(number)
        .withPartSize(content.length)
        .withInputStream(new ByteArrayInputStream(content));
  }

  @Override
  public List<String> deleteAll(String bucket, List<String> keys) {
    try {
      s3.deleteObjects(new DeleteObjectsRequest(bucket).withKeys(keys.toArray(new String[0])));
      return List.of();
    } catch (MultiObjectDeleteException partly) {
      return partly.getErrors().stream().map(DeleteError::getKey).toList();
    }
  }

  @Override
  public List<String> list(String bucket) {
    return s3.listObjectsV2(bucket).getObjectSummaries().stream()
        .map(S3ObjectSummary::getKey)
        .toList();
  }

  @Override
  public void tag(String bucket, String key, String name, String value) {
    s3.setObjectTagging(
        new SetObjectTaggingRequest(bucket, key, new ObjectTagging(List.of(new Tag(name, value)))));
  }

  @Override
  public Answer putWithHeader(
      String bucket, String key, String content, String name, String value) {
    PutObjectRequest request =
        new PutObjectRequest(bucket, key, body(content), metadata(content, Map.of()));
    request.putCustomRequestHeader(name, value);
    return answer(s3.putObject(request));
  }

  @Override
  public void putInTime(String bucket, String key, String content, Duration limit) {
    PutObjectRequest request =
        new PutObjectRequest(bucket, key, body(content), metadata(content, Map.of()));
    s3.putObject(request.withSdkClientExecutionTimeout((int) limit.toMillis()));
  }

  @Override
  public Answer getStart(String bucket, String key) {
    return get(new GetObjectRequest(bucket, key).withRange(0, 1));
  }

  @Override
  public void getUnlessMatches(String bucket, String key, String eTag) {
    GetObjectRequest request = new GetObjectRequest(bucket, key);
    if (s3.getObject(request.withNonmatchingETagConstraint(eTag)) != null) {
      throw new AssertionError("the object was sent");
    }
  }

  @Override
  public void restore(String bucket, String key) {
    s3.restoreObjectV2(new RestoreObjectRequest(bucket, key, 1));
  }

  @Override
  public void putOfUnknownLength(String bucket, String key, byte[] content) {
    s3.putObject(bucket, key, new ByteArrayInputStream(content), new ObjectMetadata());
  }

  @Override
  public Answer putChecked(String bucket, String key, String content) {
    ObjectMetadata metadata = metadata(content, Map.of());
    metadata.setContentMD5(Md5Utils.md5AsBase64(content.getBytes(StandardCharsets.UTF_8)));
    return answer(s3.putObject(new PutObjectRequest(bucket, key, body(content), metadata)));
  }

  private static Answer answer(PutObjectResult result) {
    return written(result.getETag(), result.getVersionId());
  }

  static Answer written(String eTag, String versionId) {
    List<String> seen = List.of("" + eTag, "" + versionId);
    return new Answer(null, null, seen.toString(), Stamp.INVALID);
  }

  private Answer answer(ObjectMetadata metadata, String content) {
    Map<String, Object> seen = new TreeMap<>(metadata.getRawMetadata());
    seen.keySet().removeAll(List.of("Last-Modified", "Date"));
    Stamp stamp = decorator == null ? Stamp.INVALID : decorator.stampOf(metadata);
    return new Answer(content, metadata.getUserMetadata(), seen.toString(), stamp);
  }

  @Override
  public String errorCode(RuntimeException error) {
    return ((AmazonServiceException) error).getErrorCode();
  }

  @Override
  public void close() {
    s3.shutdown();
  }
}
