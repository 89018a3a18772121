// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.amazonaws.services.s3.AmazonS3;
import com.amazonaws.services.s3.model.ObjectMetadata;
import dev.cairn.Cairn;
import dev.cairn.CairnAttributes;
import dev.cairn.Stamp;
import dev.cairn.StampMode;
import dev.cairn.contract.Telemetry;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.InputStream;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What AWS SDK 1.x alone can do, or be done to. */
class CairnS3V1EdgesTest {
  @RegisterExtension final Telemetry telemetry = new Telemetry();

  private Cairn cairn;
  private String bucket;
  private AmazonS3 bare;
  private AmazonS3 decorated;

  @BeforeEach
  void open() {
    cairn = Cairn.builder(telemetry.openTelemetry()).stamp("s3://*", StampMode.FULL).build();
    bucket = LocalS3.INSTANCE.newBucket();
    bare = LocalClients.s3V1().build();
    decorated = CairnS3V1.create(cairn).build(LocalClients.s3V1());
  }

  @AfterEach
  void close() {
    LocalS3.INSTANCE.heal();
    bare.shutdown();
    decorated.shutdown();
  }

  @Test
  void metadata_thatTheApplicationReuses_stayTheApplications() {
    ObjectMetadata reused = new ObjectMetadata();
    reused.addUserMetadata("title", "My cat");
    reused.setContentLength(4);
    cairn.job("one", () -> decorated.putObject(bucket, "one", stream(), reused));
    cairn.job("two", () -> decorated.putObject(bucket, "two", stream(), reused));

    assertThat(reused.getUserMetadata()).isEqualTo(Map.of("title", "My cat"));
    assertThat(stored("one").request()).isEqualTo("job one");
    assertThat(stored("two").request()).isEqualTo("job two");
  }

  /** As an application does that changes one thing of an object: metadata read are written. */
  @Test
  void metadata_thatWereRead_areWrittenWithTheWritersStamp() {
    cairn.job("one", () -> decorated.putObject(bucket, "one", stream(), length()));
    ObjectMetadata read = decorated.getObjectMetadata(bucket, "one");
    cairn.job("two", () -> decorated.putObject(bucket, "two", stream(), read));
    decorated.putObject(bucket, "three", stream(), read);

    assertThat(stored("two").request()).isEqualTo("job two");
    assertThat(stored("three")).as("of nobody known").isEqualTo(Stamp.INVALID);
  }

  @Test
  void streamThatCannotBeReadTwice_failsAsWithoutCairn() {
    Throwable expected = failingPut(bare);
    Throwable seen = failingPut(decorated);

    assertThat(seen).isNotNull().hasSameClassAs(expected);
    assertThat(telemetry.span("S3.PutObject").getAttributes().get(CairnAttributes.OUTCOME))
        .isEqualTo("unknown");
  }

  private Throwable failingPut(AmazonS3 s3) {
    LocalS3.INSTANCE.failNext("PutObject", 503, 1);
    ObjectMetadata metadata = new ObjectMetadata();
    metadata.setContentLength(1 << 20);
    InputStream once =
        new FilterInputStream(new ByteArrayInputStream(new byte[1 << 20])) {
          @Override
          public boolean markSupported() {
            return false;
          }
        };
    return catchThrowable(() -> s3.putObject(bucket, "film", once, metadata));
  }

  private static InputStream stream() {
    return new ByteArrayInputStream(new byte[4]);
  }

  private static ObjectMetadata length() {
    ObjectMetadata metadata = new ObjectMetadata();
    metadata.setContentLength(4);
    return metadata;
  }

  private Stamp stored(String key) {
    return Stamp.parse(bare.getObjectMetadata(bucket, key).getUserMetaDataOf("cairn"));
  }
}
