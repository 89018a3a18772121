// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.s3;

import dev.cairn.Cairn;
import dev.cairn.contract.AsyncObjectClient;
import dev.cairn.contract.ObjectServer;
import dev.cairn.contract.S3AsyncContract;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadResponse;

/** AWS SDK 2.x, asynchronous on Netty. */
class CairnS3AsyncTest extends S3AsyncContract {
  @Override
  protected AsyncObjectClient newClient(Cairn cairn) {
    if (cairn == null) {
      return new InPartsClient(LocalClients.async().build(), null);
    }
    CairnS3 decorator = CairnS3.create(cairn);
    return new InPartsClient(decorator.build(LocalClients.async()), decorator);
  }

  @Override
  protected AsyncObjectClient newClientDecoratedTwice(Cairn cairn) {
    CairnS3 decorator = CairnS3.create(cairn);
    S3AsyncClient once = CairnS3.create(cairn).build(LocalClients.async());
    return new InPartsClient(decorator.wrap(once), decorator);
  }

  @Override
  protected ObjectServer server() {
    return LocalS3.INSTANCE;
  }

  @Override
  @Test
  @Disabled("the SDK itself refuses: without parts, S3 is to be told the length")
  protected void write_isStamped_whateverItsLength() {}

  /** This client sends no parts by itself: the application does, each when the last was sent. */
  private static final class InPartsClient extends AsyncClient {
    private final S3AsyncClient s3;

    InPartsClient(S3AsyncClient s3, CairnS3 decorator) {
      super(s3, decorator);
      this.s3 = s3;
    }

    @Override
    public void putInParts(
        String bucket, String key, byte[] content, Map<String, String> metadata) {
      int half = content.length - 1000;
      s3.createMultipartUpload(b -> b.bucket(bucket).key(key).metadata(metadata))
          .thenCompose(
              created ->
                  part(created, 1, Arrays.copyOf(content, half))
                      .thenCompose(
                          first ->
                              part(created, 2, Arrays.copyOfRange(content, half, content.length))
                                  .thenCompose(last -> complete(created, first, last))))
          .join();
    }

    private CompletableFuture<CompletedPart> part(
        CreateMultipartUploadResponse created, int number, byte[] content) {
      return s3.uploadPart(
              b ->
                  b.bucket(created.bucket())
                      .key(created.key())
                      .uploadId(created.uploadId())
                      .partNumber(number),
              AsyncRequestBody.fromBytes(content))
          .thenApply(part -> CompletedPart.builder().partNumber(number).eTag(part.eTag()).build());
    }

    private CompletableFuture<?> complete(
        CreateMultipartUploadResponse created, CompletedPart... parts) {
      return s3.completeMultipartUpload(
          b ->
              b.bucket(created.bucket())
                  .key(created.key())
                  .uploadId(created.uploadId())
                  .multipartUpload(m -> m.parts(parts)));
    }
  }
}
