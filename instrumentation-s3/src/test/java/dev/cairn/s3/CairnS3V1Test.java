// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.s3;

import com.amazonaws.AmazonServiceException;
import com.amazonaws.services.s3.AmazonS3;
import com.amazonaws.services.s3.AmazonS3ClientBuilder;
import com.amazonaws.services.s3.model.CopyObjectRequest;
import com.amazonaws.services.s3.model.CopyObjectResult;
import com.amazonaws.services.s3.model.ObjectMetadata;
import com.amazonaws.services.s3.model.PutObjectRequest;
import com.amazonaws.services.s3.model.PutObjectResult;
import com.amazonaws.services.s3.model.S3Object;
import com.amazonaws.util.IOUtils;
import dev.cairn.Cairn;
import dev.cairn.Stamp;
import dev.cairn.contract.ObjectClient;
import dev.cairn.contract.S3Contract;
import dev.cairn.local.LocalAws;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** AWS SDK 1.x, synchronous. */
class CairnS3V1Test extends S3Contract {
  @Override
  protected ObjectClient newClient(Cairn cairn) {
    if (cairn == null) {
      return new Client(LocalClients.s3V1().build(), null);
    }
    CairnS3V1 decorator = CairnS3V1.create(cairn);
    return new Client(decorator.build(LocalClients.s3V1()), decorator);
  }

  @Override
  protected ObjectClient newClientDecoratedTwice(Cairn cairn) {
    CairnS3V1 decorator = CairnS3V1.create(cairn);
    AmazonS3ClientBuilder builder = LocalClients.s3V1();
    builder.setRequestHandlers(
        CairnS3V1.create(cairn).requestHandler(), decorator.requestHandler());
    return new Client(decorator.build(builder), decorator);
  }

  @Override
  protected String newBucket() {
    String bucket = "bucket-" + UUID.randomUUID();
    AmazonS3 client = LocalClients.s3V1().build();
    client.createBucket(bucket);
    client.shutdown();
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

  private record Client(AmazonS3 s3, CairnS3V1 decorator) implements ObjectClient {
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

    private static ObjectMetadata metadata(String content, Map<String, String> user) {
      ObjectMetadata metadata = new ObjectMetadata();
      metadata.setContentLength(content.length());
      metadata.setUserMetadata(new HashMap<>(user));
      return metadata;
    }

    private static ByteArrayInputStream body(String content) {
      return new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Answer get(String bucket, String key) {
      try (S3Object object = s3.getObject(bucket, key)) {
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
      return copied(s3.copyObject(bucket, fromKey, bucket, toKey));
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
                  .withNewObjectMetadata(replacement)));
    }

    private static Answer copied(CopyObjectResult result) {
      return new Answer(null, null, "ETag=" + result.getETag(), Stamp.INVALID);
    }

    @Override
    public Answer delete(String bucket, String key) {
      s3.deleteObject(bucket, key);
      return new Answer(null, null, "deleted", Stamp.INVALID);
    }

    private static Answer answer(PutObjectResult result) {
      List<String> seen = List.of("" + result.getETag(), "" + result.getVersionId());
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
}
