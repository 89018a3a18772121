// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.s3;

import dev.cairn.Cairn;
import dev.cairn.contract.ObjectClient;
import dev.cairn.contract.ObjectServer;
import dev.cairn.contract.S3PresigningContract;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.s3.presigner.model.PresignedPutObjectRequest;

/** AWS SDK 2.x, whose presigner loads interceptors from the class path and from its client. */
class CairnS3PresigningTest extends S3PresigningContract {
  @Override
  protected ObjectClient newClient(Cairn cairn) {
    return new SyncClient(LocalClients.s3().build(), null);
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
    return presign(cairn, PutObjectRequest.builder().bucket(bucket).key(key).build());
  }

  @Override
  protected Presigned presignStamped(Cairn cairn, String bucket, String key) {
    PutObjectRequest request = PutObjectRequest.builder().bucket(bucket).key(key).build();
    return presign(cairn, CairnS3.create(cairn).stamped(request));
  }

  private static Presigned presign(Cairn cairn, PutObjectRequest request) {
    try (S3Client client = CairnS3.create(cairn).build(LocalClients.s3());
        S3Presigner presigner = LocalClients.presigner().s3Client(client).build()) {
      PresignedPutObjectRequest presigned =
          presigner.presignPutObject(
              b -> b.putObjectRequest(request).signatureDuration(Duration.ofMinutes(5)));
      Map<String, String> headers = new TreeMap<>();
      presigned.signedHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
      headers.remove("host");
      return new Presigned(URI.create(presigned.url().toString()), headers);
    }
  }
}
