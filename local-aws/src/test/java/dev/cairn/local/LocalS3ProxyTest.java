// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.amazonaws.services.s3.AmazonS3;
import com.amazonaws.services.s3.model.ObjectMetadata;
import com.amazonaws.services.s3.model.PutObjectRequest;
import dev.cairn.local.s3proxy.LocalS3Proxy;
import java.io.ByteArrayInputStream;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What tests may rely on S3Proxy for. */
class LocalS3ProxyTest {
  private static final String BUCKET = "second";
  private static final Map<String, String> METADATA = Map.of("cairn", "stamp", "title", "My cat");

  private static LocalS3Proxy proxy;
  private static S3Client s3;

  @BeforeAll
  static void connect() {
    proxy = LocalS3Proxy.shared();
    s3 = Clients.s3(proxy, proxy.secretKey());
    s3.createBucket(b -> b.bucket(BUCKET));
  }

  @AfterAll
  static void disconnect() {
    s3.close();
  }

  @Test
  void metadata_comeBack() {
    s3.putObject(
        b -> b.bucket(BUCKET).key("a/b c+ü").metadata(METADATA), RequestBody.fromString("meow"));

    var got = s3.getObjectAsBytes(b -> b.bucket(BUCKET).key("a/b c+ü"));
    assertThat(got.asUtf8String()).isEqualTo("meow");
    assertThat(got.response().metadata()).isEqualTo(METADATA);
    assertThat(s3.headObject(b -> b.bucket(BUCKET).key("a/b c+ü")).metadata()).isEqualTo(METADATA);
  }

  @Test
  void metadata_comeBack_fromAMultipartUpload() {
    String id =
        s3.createMultipartUpload(b -> b.bucket(BUCKET).key("large").metadata(METADATA)).uploadId();
    String etag =
        s3.uploadPart(
                b -> b.bucket(BUCKET).key("large").uploadId(id).partNumber(1),
                RequestBody.fromBytes(new byte[6 << 20]))
            .eTag();
    CompletedPart part = CompletedPart.builder().partNumber(1).eTag(etag).build();
    s3.completeMultipartUpload(
        b -> b.bucket(BUCKET).key("large").uploadId(id).multipartUpload(u -> u.parts(part)));

    assertThat(s3.headObject(b -> b.bucket(BUCKET).key("large")).metadata()).isEqualTo(METADATA);
  }

  @Test
  void wrongSecret_isRefused() {
    try (S3Client stranger = Clients.s3(proxy, "guess")) {
      S3Exception e =
          catchThrowableOfType(S3Exception.class, () -> stranger.headBucket(b -> b.bucket(BUCKET)));

      assertThat(e.statusCode()).isEqualTo(403);
    }
  }

  @Test
  void signedMetadata_areChecked() {
    S3Exception e =
        catchThrowableOfType(
            S3Exception.class,
            () ->
                s3.putObject(
                    b -> b.bucket(BUCKET).key("zoe").metadata(Map.of("user", "Zoë")),
                    RequestBody.empty()));

    assertThat(e.awsErrorDetails().errorCode()).isEqualTo("SignatureDoesNotMatch");
    NoSuchKeyException none =
        catchThrowableOfType(
            NoSuchKeyException.class, () -> s3.getObject(b -> b.bucket(BUCKET).key("zoe")));
    assertThat(none.statusCode()).isEqualTo(404);
  }

  @Test
  void bucket_mayBeInFrontOfTheHost_v1() {
    AmazonS3 v1 = Clients.s3V1VirtualHost(proxy);
    ObjectMetadata metadata = new ObjectMetadata();
    metadata.setContentLength(1);
    metadata.addUserMetadata("cairn", "stamp");
    v1.putObject(
        new PutObjectRequest(BUCKET, "front", new ByteArrayInputStream(new byte[1]), metadata));
    v1.shutdown();

    assertThat(s3.headObject(b -> b.bucket(BUCKET).key("front")).metadata())
        .isEqualTo(Map.of("cairn", "stamp"));
  }

  @Test
  void shared_isOne() {
    assertThat(LocalS3Proxy.shared()).isSameAs(proxy);
  }
}
