// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.s3;

import com.amazonaws.HttpMethod;
import com.amazonaws.services.s3.AmazonS3;
import com.amazonaws.services.s3.model.GeneratePresignedUrlRequest;
import dev.cairn.Cairn;
import dev.cairn.contract.ObjectClient;
import dev.cairn.contract.ObjectServer;
import dev.cairn.contract.S3PresigningContract;
import java.net.URI;
import java.util.Map;

/** AWS SDK 1.x. */
class CairnS3V1PresigningTest extends S3PresigningContract {
  @Override
  protected ObjectClient newClient(Cairn cairn) {
    return new V1Client(LocalClients.s3V1().build(), null);
  }

  @Override
  protected ObjectClient newClientDecoratedTwice(Cairn cairn) {
    return newClient(cairn);
  }

  @Override
  protected ObjectServer server() {
    return LocalS3.INSTANCE;
  }

  @Override
  protected Presigned presign(Cairn cairn, String bucket, String key) {
    return presign(cairn, new GeneratePresignedUrlRequest(bucket, key, HttpMethod.PUT));
  }

  @Override
  protected Presigned presignStamped(Cairn cairn, String bucket, String key) {
    GeneratePresignedUrlRequest request =
        new GeneratePresignedUrlRequest(bucket, key, HttpMethod.PUT);
    CairnS3V1.create(cairn).stamp(request);
    return presign(cairn, request);
  }

  private static Presigned presign(Cairn cairn, GeneratePresignedUrlRequest request) {
    AmazonS3 client = CairnS3V1.create(cairn).build(LocalClients.s3V1());
    try {
      URI url = URI.create(client.generatePresignedUrl(request).toString());
      Map<String, String> headers = request.getCustomRequestHeaders();
      return new Presigned(url, headers == null ? Map.of() : headers);
    } finally {
      client.shutdown();
    }
  }
}
