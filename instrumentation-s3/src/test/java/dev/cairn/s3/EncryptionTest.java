// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.Cairn;
import dev.cairn.Origin;
import dev.cairn.Stamp;
import dev.cairn.StampMode;
import dev.cairn.UserMode;
import dev.cairn.contract.Telemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import java.util.Map;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.encryption.s3.S3EncryptionClient;

/** The S3 Encryption Client keeps keys in the metadata that stamps share. */
class EncryptionTest {
  private static final SecretKeySpec KEY = new SecretKeySpec(new byte[32], "AES");

  @RegisterExtension final Telemetry telemetry = new Telemetry();

  @Test
  void encryptedObject_isStamped_andReadable_withAndWithoutCairn() {
    String bucket = LocalS3.INSTANCE.newBucket();
    CairnS3 cairn =
        CairnS3.create(
            Cairn.builder(telemetry.openTelemetry())
                .stamp("s3://*", StampMode.FULL)
                .stampUser(UserMode.PLAIN)
                .build());
    try (S3Client s3 = cairn.build(LocalClients.s3());
        S3AsyncClient async = cairn.build(LocalClients.async());
        S3EncryptionClient encrypting = encrypting(s3, async);
        S3Client bare = LocalClients.s3().build();
        S3AsyncClient bareAsync = LocalClients.async().build();
        S3EncryptionClient bareEncrypting = encrypting(bare, bareAsync)) {
      Span entry = telemetry.openTelemetry().getTracer("test").spanBuilder("POST").startSpan();
      Origin origin = Origin.begin("POST /photos", "photos", entry).withUser("ada", "acme");
      try (Scope spanScope = entry.makeCurrent();
          Scope originScope = origin.makeCurrent()) {
        encrypting.putObject(
            b -> b.bucket(bucket).key("cat").metadata(Map.of("title", "My cat")),
            RequestBody.fromString("meow"));
      } finally {
        entry.end();
      }

      Map<String, String> stored = bare.headObject(b -> b.bucket(bucket).key("cat")).metadata();
      assertThat(Stamp.parse(stored.get("cairn")).user()).isEqualTo("ada");
      assertThat(read(encrypting, bucket)).isEqualTo("meow");
      assertThat(read(bareEncrypting, bucket)).isEqualTo("meow");
      assertThat(bare.getObjectAsBytes(b -> b.bucket(bucket).key("cat")).asByteArray())
          .as("as stored")
          .hasSizeGreaterThan(4);
      assertThat(telemetry.span("S3.PutObject").getTraceId())
          .isEqualTo(telemetry.span("POST").getTraceId());
      assertThat(telemetry.span("S3.GetObject").getLinks()).hasSize(1);
    }
  }

  private static S3EncryptionClient encrypting(S3Client s3, S3AsyncClient async) {
    return S3EncryptionClient.builderV4()
        .wrappedClient(s3)
        .wrappedAsyncClient(async)
        .aesKey(KEY)
        .build();
  }

  private static String read(S3EncryptionClient client, String bucket) {
    return client.getObjectAsBytes(b -> b.bucket(bucket).key("cat")).asUtf8String();
  }
}
