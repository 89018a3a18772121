// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.s3;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.handlers.RequestHandler2;
import com.amazonaws.regions.RegionUtils;
import com.amazonaws.services.s3.AmazonS3;
import com.amazonaws.services.s3.AmazonS3ClientBuilder;
import com.amazonaws.services.s3.AmazonS3EncryptionClientV2Builder;
import com.amazonaws.services.s3.AmazonS3EncryptionV2;
import com.amazonaws.services.s3.model.CryptoConfigurationV2;
import com.amazonaws.services.s3.model.CryptoMode;
import com.amazonaws.services.s3.model.EncryptionMaterials;
import com.amazonaws.services.s3.model.StaticEncryptionMaterialsProvider;
import dev.cairn.Cairn;
import dev.cairn.Stamp;
import dev.cairn.StampMode;
import dev.cairn.contract.Telemetry;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The encryption client of AWS SDK 1.x keeps keys in the metadata that stamps share. */
class EncryptionV1Test {
  @RegisterExtension final Telemetry telemetry = new Telemetry();

  @Test
  void encryptedObject_isStamped_andReadable_withAndWithoutCairn() {
    String bucket = LocalS3.INSTANCE.newBucket();
    Cairn cairn = Cairn.builder(telemetry.openTelemetry()).stamp("s3://*", StampMode.FULL).build();
    AmazonS3EncryptionV2 encrypting = encrypting(CairnS3V1.create(cairn).requestHandler());
    AmazonS3EncryptionV2 bareEncrypting = encrypting();
    AmazonS3 bare = LocalClients.s3V1().build();
    cairn.job("encrypt", () -> encrypting.putObject(bucket, "cat", "meow"));

    String stamp = bare.getObjectMetadata(bucket, "cat").getUserMetaDataOf("cairn");
    assertThat(Stamp.parse(stamp).request()).isEqualTo("job encrypt");
    assertThat(encrypting.getObjectAsString(bucket, "cat")).isEqualTo("meow");
    assertThat(bareEncrypting.getObjectAsString(bucket, "cat")).isEqualTo("meow");
    assertThat(bare.getObjectAsString(bucket, "cat")).as("as stored").isNotEqualTo("meow");
    encrypting.shutdown();
    bareEncrypting.shutdown();
    bare.shutdown();
  }

  private static AmazonS3EncryptionV2 encrypting(RequestHandler2... handlers) {
    AmazonS3ClientBuilder local = LocalClients.s3V1();
    return AmazonS3EncryptionClientV2Builder.standard()
        .withCryptoConfiguration(
            new CryptoConfigurationV2()
                .withCryptoMode(CryptoMode.AuthenticatedEncryption)
                .withAwsKmsRegion(RegionUtils.getRegion("us-east-1")))
        .withEncryptionMaterialsProvider(
            new StaticEncryptionMaterialsProvider(
                new EncryptionMaterials(new SecretKeySpec(new byte[32], "AES"))))
        .withEndpointConfiguration(local.getEndpoint())
        .withCredentials(local.getCredentials())
        .withPathStyleAccessEnabled(true)
        .withRequestHandlers(handlers)
        .build();
  }
}
