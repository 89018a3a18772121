// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.s3;

import dev.cairn.Cairn;
import dev.cairn.contract.AsyncObjectClient;
import dev.cairn.contract.ObjectServer;
import dev.cairn.contract.S3PartsContract;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.transfer.s3.S3TransferManager;
import software.amazon.awssdk.transfer.s3.model.CompletedCopy;
import software.amazon.awssdk.transfer.s3.model.CompletedDownload;
import software.amazon.awssdk.transfer.s3.model.CompletedUpload;
import software.amazon.awssdk.transfer.s3.model.Copy;
import software.amazon.awssdk.transfer.s3.model.Download;
import software.amazon.awssdk.transfer.s3.model.DownloadRequest;
import software.amazon.awssdk.transfer.s3.model.Upload;

/** The transfer manager of AWS SDK 2.x, on a client that sends large objects in parts. */
class CairnS3TransferManagerTest extends S3PartsContract {
  @Override
  protected AsyncObjectClient newClient(Cairn cairn) {
    S3AsyncClient s3 = LocalClients.multipart().build();
    if (cairn == null) {
      return new Client(s3, null, S3TransferManager.builder().s3Client(s3).build());
    }
    CairnS3 decorator = CairnS3.create(cairn);
    S3AsyncClient decorated = decorator.build(LocalClients.multipart());
    s3.close();
    return new Client(decorated, decorator, transfers(cairn, decorated));
  }

  @Override
  protected AsyncObjectClient newClientDecoratedTwice(Cairn cairn) {
    CairnS3 decorator = CairnS3.create(cairn);
    S3AsyncClient decorated = decorator.wrap(decorator.build(LocalClients.multipart()));
    return new Client(decorated, decorator, transfers(cairn, decorated));
  }

  private static S3TransferManager transfers(Cairn cairn, S3AsyncClient s3) {
    return CairnS3TransferManager.create(cairn).build(S3TransferManager.builder(), s3);
  }

  @Override
  protected ObjectServer server() {
    return LocalS3.INSTANCE;
  }

  private static final class Client extends AsyncClient {
    private final S3TransferManager transfers;

    Client(S3AsyncClient s3, CairnS3 decorator, S3TransferManager transfers) {
      super(s3, decorator);
      this.transfers = transfers;
    }

    @Override
    CompletableFuture<PutObjectResponse> put(PutObjectRequest request, AsyncRequestBody body) {
      Upload upload = transfers.upload(b -> b.putObjectRequest(request).requestBody(body));
      CompletableFuture<PutObjectResponse> response =
          upload.completionFuture().thenApply(CompletedUpload::response);
      return cancelling(response, upload.completionFuture());
    }

    @Override
    CompletableFuture<ResponseBytes<GetObjectResponse>> get(GetObjectRequest request) {
      Download<ResponseBytes<GetObjectResponse>> download =
          transfers.download(
              DownloadRequest.builder()
                  .getObjectRequest(request)
                  .responseTransformer(AsyncResponseTransformer.<GetObjectResponse>toBytes())
                  .build());
      return download.completionFuture().thenApply(CompletedDownload::result);
    }

    @Override
    CompletableFuture<CopyObjectResponse> copy(CopyObjectRequest request) {
      Copy copy = transfers.copy(b -> b.copyObjectRequest(request));
      return copy.completionFuture().thenApply(CompletedCopy::response);
    }

    /** Cancelling a dependent future does not cancel what it depends on. */
    private static <T> CompletableFuture<T> cancelling(
        CompletableFuture<T> dependent, CompletableFuture<?> origin) {
      dependent.whenComplete(
          (value, error) -> {
            if (dependent.isCancelled()) {
              origin.cancel(true);
            }
          });
      return dependent;
    }

    @Override
    public void close() {
      transfers.close();
      super.close();
    }
  }
}
