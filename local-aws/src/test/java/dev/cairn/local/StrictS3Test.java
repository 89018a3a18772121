// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.amazonaws.services.s3.AmazonS3;
import com.amazonaws.services.s3.model.AmazonS3Exception;
import com.amazonaws.services.s3.model.ObjectMetadata;
import com.amazonaws.services.s3.model.PutObjectRequest;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** What the S3 server does that S3Mock alone would not, and what it must not break. */
class StrictS3Test {
  private static final String BUCKET = "strict";

  private static LocalAws aws;
  private static S3Client s3;
  private static AmazonS3 v1;

  @BeforeAll
  static void connect() {
    aws = LocalAws.shared();
    s3 = Clients.s3(aws);
    v1 = Clients.s3V1(aws);
    s3.createBucket(b -> b.bucket(BUCKET));
  }

  @AfterAll
  static void disconnect() {
    s3.close();
    v1.shutdown();
  }

  @ParameterizedTest
  @ValueSource(strings = {"k", "a/b c/ü+*~&=?.txt", "/lead", "dir/"})
  void object_comesBack_v2(String key) {
    s3.putObject(
        b -> b.bucket(BUCKET).key(key).metadata(Map.of("cairn", "stamp")),
        RequestBody.fromString("content"));

    var got = s3.getObjectAsBytes(b -> b.bucket(BUCKET).key(key));
    assertThat(got.asUtf8String()).isEqualTo("content");
    assertThat(got.response().metadata()).containsExactly(Map.entry("cairn", "stamp"));
  }

  @Test
  void object_comesBack_v1() {
    v1.putObject(BUCKET, "v1/ä b", "content");

    assertThat(v1.getObjectAsString(BUCKET, "v1/ä b")).isEqualTo("content");
  }

  @Test
  void multipartUpload_keepsMetadata() {
    String id =
        s3.createMultipartUpload(b -> b.bucket(BUCKET).key("mpu").metadata(Map.of("m", "v")))
            .uploadId();
    String etag =
        s3.uploadPart(
                b -> b.bucket(BUCKET).key("mpu").uploadId(id).partNumber(1),
                RequestBody.fromBytes(new byte[6 << 20]))
            .eTag();
    s3.completeMultipartUpload(
        b ->
            b.bucket(BUCKET)
                .key("mpu")
                .uploadId(id)
                .multipartUpload(
                    u -> u.parts(CompletedPart.builder().partNumber(1).eTag(etag).build())));

    var head = s3.headObject(b -> b.bucket(BUCKET).key("mpu"));
    assertThat(head.metadata()).containsEntry("m", "v");
    assertThat(head.contentLength()).isEqualTo(6 << 20);
  }

  @Test
  void metadataKeys_areLowerCased() {
    s3.putObject(
        b -> b.bucket(BUCKET).key("case").metadata(Map.of("CamelCase", "Value")),
        RequestBody.empty());

    assertThat(s3.headObject(b -> b.bucket(BUCKET).key("case")).metadata())
        .containsExactly(Map.entry("camelcase", "Value"));
  }

  @Test
  void metadata_ofTheLimit_isStored() {
    s3.putObject(
        b -> b.bucket(BUCKET).key("full").metadata(Map.of("cairn", "x".repeat(2048 - 5))),
        RequestBody.empty());

    assertThat(s3.headObject(b -> b.bucket(BUCKET).key("full")).metadata()).hasSize(1);
  }

  @Test
  void metadata_overTheLimit_isRefused_v2() {
    S3Exception e =
        catchThrowableOfType(
            S3Exception.class,
            () ->
                s3.putObject(
                    b -> b.bucket(BUCKET).key("big").metadata(Map.of("cairn", "x".repeat(2044))),
                    RequestBody.fromString("content")));

    assertThat(e.statusCode()).isEqualTo(400);
    assertThat(e.awsErrorDetails().errorCode()).isEqualTo("MetadataTooLarge");
  }

  @Test
  void metadata_overTheLimit_isRefused_v1() {
    ObjectMetadata metadata = new ObjectMetadata();
    metadata.addUserMetadata("cairn", "x".repeat(2044));
    metadata.setContentLength(1);

    assertThatExceptionOfType(AmazonS3Exception.class)
        .isThrownBy(
            () ->
                v1.putObject(
                    new PutObjectRequest(
                        BUCKET, "big", new ByteArrayInputStream(new byte[1]), metadata)))
        .extracting(AmazonS3Exception::getErrorCode)
        .isEqualTo("MetadataTooLarge");
  }

  @Test
  void largeRefusedUpload_hearsWhy() {
    S3Exception e =
        catchThrowableOfType(
            S3Exception.class,
            () ->
                s3.putObject(
                    b -> b.bucket(BUCKET).key("big").metadata(Map.of("cairn", "x".repeat(2044))),
                    RequestBody.fromBytes(new byte[20 << 20])));

    assertThat(e.awsErrorDetails().errorCode()).isEqualTo("MetadataTooLarge");
  }

  @Test
  void headers_overTheLimit_areRefused() {
    S3Exception e =
        catchThrowableOfType(
            S3Exception.class,
            () ->
                s3.putObject(
                    b -> b.bucket(BUCKET).key("big").metadata(Map.of("cairn", "x".repeat(12_000))),
                    RequestBody.fromString("content")));

    assertThat(e.awsErrorDetails().errorCode()).isEqualTo("RequestHeaderSectionTooLarge");
  }

  @Test
  void nonAsciiMetadata_isRefused() {
    S3Exception e =
        catchThrowableOfType(
            S3Exception.class,
            () ->
                s3.putObject(
                    b -> b.bucket(BUCKET).key("zoe").metadata(Map.of("user", "Zoë")),
                    RequestBody.empty()));

    assertThat(e.awsErrorDetails().errorCode()).isEqualTo("SignatureDoesNotMatch");
  }

  @Test
  void wrongSecret_isRefused() {
    try (S3Client stranger = Clients.s3(aws, Clients.credentials(aws.accessKey(), "guess"))) {
      S3Exception e =
          catchThrowableOfType(
              S3Exception.class,
              () -> stranger.getObjectAsBytes(b -> b.bucket(BUCKET).key("full")));

      assertThat(e.statusCode()).isEqualTo(403);
      assertThat(e.awsErrorDetails().errorCode()).isEqualTo("SignatureDoesNotMatch");
    }
  }

  @Test
  void anonymousRequest_isRefused() throws Exception {
    var answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(aws.s3Endpoint().resolve("/" + BUCKET + "/k")).build(),
                BodyHandlers.ofString());

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).contains("<Code>AccessDenied</Code>");
  }

  @Test
  void presignedPut_takesWhatWasSigned_andNothingMore() throws Exception {
    HttpRequest.Builder put = HttpRequest.newBuilder(presignedPut(Duration.ofMinutes(1)));

    assertThat(send(put.copy())).isEqualTo(200);
    assertThat(send(put.copy().header("x-amz-meta-cairn", "stamp"))).isEqualTo(403);
    assertThat(send(put.copy().header("x-amz-tagging", "a=b"))).isEqualTo(403);
  }

  @Test
  void presignedPut_expires() throws Exception {
    HttpRequest.Builder put = HttpRequest.newBuilder(presignedPut(Duration.ofSeconds(1)));
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    int status = send(put);
    while (status == 200 && System.nanoTime() < deadline) {
      status = send(put);
    }

    assertThat(status).isEqualTo(403);
  }

  @Test
  void tags_overTheLimit_areRefused() {
    String tags =
        IntStream.range(0, 11).mapToObj(i -> "t" + i + "=v").collect(Collectors.joining("&"));

    S3Exception e =
        catchThrowableOfType(
            S3Exception.class,
            () ->
                s3.putObject(b -> b.bucket(BUCKET).key("tags").tagging(tags), RequestBody.empty()));

    assertThat(e.statusCode()).isEqualTo(400);
  }

  @Test
  void eventNotifications_areRefused() {
    S3Exception e =
        catchThrowableOfType(
            S3Exception.class,
            () ->
                s3.putBucketNotificationConfiguration(
                    b -> b.bucket(BUCKET).notificationConfiguration(n -> n.build())));

    assertThat(e.statusCode()).isEqualTo(501);
  }

  @Test
  void everyAnswer_hasRequestIds() {
    var answer = s3.headBucket(b -> b.bucket(BUCKET));

    assertThat(answer.responseMetadata().requestId()).matches("[0-9A-F]{16}");
    assertThat(answer.responseMetadata().extendedRequestId()).isNotEqualTo("UNKNOWN");
  }

  private static URI presignedPut(Duration validity) throws Exception {
    try (S3Presigner presigner = Clients.presigner(aws)) {
      return presigner
          .presignPutObject(
              b -> b.signatureDuration(validity).putObjectRequest(p -> p.bucket(BUCKET).key("pre")))
          .url()
          .toURI();
    }
  }

  private static int send(HttpRequest.Builder put) throws Exception {
    HttpRequest request =
        put.PUT(BodyPublishers.ofString("content", StandardCharsets.UTF_8)).build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode();
  }
}
