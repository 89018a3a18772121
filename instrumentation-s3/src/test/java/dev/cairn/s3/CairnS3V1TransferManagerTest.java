// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.s3;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.s3.AmazonS3;
import com.amazonaws.services.s3.model.CopyObjectRequest;
import com.amazonaws.services.s3.model.ObjectMetadata;
import com.amazonaws.services.s3.model.PutObjectRequest;
import com.amazonaws.services.s3.transfer.PersistableUpload;
import com.amazonaws.services.s3.transfer.TransferManager;
import com.amazonaws.services.s3.transfer.TransferManagerBuilder;
import com.amazonaws.services.s3.transfer.Upload;
import com.amazonaws.services.s3.transfer.model.UploadResult;
import dev.cairn.Cairn;
import dev.cairn.CairnAttributes;
import dev.cairn.contract.ObjectClient;
import dev.cairn.contract.ObjectServer;
import dev.cairn.contract.S3Contract;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The transfer manager of AWS SDK 1.x, whose threads know nothing of the caller. */
class CairnS3V1TransferManagerTest extends S3Contract {
  private static final long PART = 5L << 20;

  @Override
  protected ObjectClient newClient(Cairn cairn) {
    if (cairn == null) {
      AmazonS3 s3 = LocalClients.s3V1().build();
      return new Client(s3, null, builder(s3).build());
    }
    CairnS3V1 decorator = CairnS3V1.create(cairn);
    AmazonS3 s3 = decorator.build(LocalClients.s3V1());
    return new Client(s3, decorator, decorator.build(builder(s3)));
  }

  @Override
  protected ObjectClient newClientDecoratedTwice(Cairn cairn) {
    CairnS3V1 decorator = CairnS3V1.create(cairn);
    AmazonS3 s3 =
        decorator.build(
            LocalClients.s3V1()
                .withRequestHandlers(
                    CairnS3V1.create(cairn).requestHandler(), decorator.requestHandler()));
    return new Client(s3, decorator, decorator.build(builder(s3)));
  }

  private static TransferManagerBuilder builder(AmazonS3 s3) {
    return TransferManagerBuilder.standard()
        .withS3Client(s3)
        .withMinimumUploadPartSize(PART)
        .withMultipartUploadThreshold(PART)
        .withMultipartCopyThreshold(PART)
        .withMultipartCopyPartSize(PART);
  }

  @Override
  protected ObjectServer server() {
    return LocalS3.INSTANCE;
  }

  @Test
  void copyInParts_staysInTheCallersTrace() {
    bare.putInParts(bucket, "cat", LARGE, Map.of("title", "My cat"));
    asAda(() -> decorated.copy(bucket, "cat", "copy"));

    assertThat(telemetry.spans("S3.UploadPartCopy")).hasSize(2);
    assertThat(telemetry.spans())
        .allSatisfy(span -> assertThat(span.getTraceId()).isEqualTo(entry().getTraceId()));
    SpanData record = telemetry.span("S3.CompleteMultipartUpload");
    assertThat(record.getAttributes().get(CairnAttributes.AWS_S3_COPY_SOURCE))
        .isEqualTo(bucket + "/cat");
    assertThat(bare.head(bucket, "copy").metadata())
        .as("SDK 1.x itself loses the metadata of a copy in parts")
        .containsOnlyKeys("cairn");
    assertThat(stored("copy").user()).isEqualTo("ada");
  }

  @Test
  void upload_isPaused_andResumedByAnother(@TempDir Path directory) throws Exception {
    File file = Files.write(directory.resolve("film"), new byte[(20 << 20) + 1]).toFile();
    TransferManager transfers = ((Client) decorated).transfers;
    server().stall("UploadPart");
    Upload upload = asAda(() -> transfers.upload(bucket, "film", file));
    telemetry.awaitThat(() -> server().received("UploadPart") > 0);
    PersistableUpload paused = upload.pause();
    server().heal();
    UploadResult result =
        asBob(() -> Client.wait(() -> transfers.resumeUpload(paused).waitForUploadResult()));

    assertThat(result.getETag()).isNotEmpty();
    assertThat(stored("film").user()).as("who began the upload").isEqualTo("ada");
    SpanData record = telemetry.span("S3.CompleteMultipartUpload");
    assertThat(record.getAttributes().get(CairnAttributes.USER_ID)).isEqualTo("bob");
  }

  private static final class Client extends V1Client {
    private final TransferManager transfers;

    Client(AmazonS3 s3, CairnS3V1 decorator, TransferManager transfers) {
      super(s3, decorator);
      this.transfers = transfers;
    }

    @Override
    public Answer put(String bucket, String key, String content, Map<String, String> metadata) {
      UploadResult result =
          wait(
              () ->
                  transfers
                      .upload(
                          new PutObjectRequest(
                              bucket, key, body(content), metadata(content, metadata)))
                      .waitForUploadResult());
      return written(result.getETag(), result.getVersionId());
    }

    @Override
    public void putInParts(String bucket, String key, byte[] content, Map<String, String> user) {
      ObjectMetadata metadata = new ObjectMetadata();
      metadata.setContentLength(content.length);
      metadata.setUserMetadata(new HashMap<>(user));
      wait(
          () ->
              transfers
                  .upload(
                      new PutObjectRequest(
                          bucket, key, new ByteArrayInputStream(content), metadata))
                  .waitForUploadResult());
    }

    @Override
    public Answer copy(String bucket, String fromKey, String toKey) {
      return copied(
          wait(
              () ->
                  transfers
                      .copy(new CopyObjectRequest(bucket, fromKey, bucket, toKey))
                      .waitForCopyResult()
                      .getETag()));
    }

    private interface Waiting<T> {
      T get() throws InterruptedException;
    }

    private static <T> T wait(Waiting<T> transfer) {
      try {
        return transfer.get();
      } catch (InterruptedException interrupted) {
        throw new IllegalStateException(interrupted);
      }
    }

    @Override
    public void close() {
      transfers.shutdownNow(false);
      super.close();
    }
  }
}
