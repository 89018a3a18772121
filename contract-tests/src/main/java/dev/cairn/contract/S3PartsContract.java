// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.CairnAttributes;
import dev.cairn.Stamp;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every decorated client of S3 must do that sends large objects in parts by itself. */
public abstract class S3PartsContract extends S3AsyncContract {
  @Test
  void copyInParts_keepsTheStampOfItsSource_andStaysInTheCallersTrace() {
    asAda(
        () -> {
          decorated.putInParts(bucket, "cat", LARGE, Map.of("title", "My cat"));
          return null;
        });
    String source = bare.head(bucket, "cat").metadata().get("cairn");
    telemetry.reset();
    asBob(() -> decorated.copy(bucket, "cat", "copy"));

    assertThat(bare.head(bucket, "copy").metadata())
        .isEqualTo(Map.of("title", "My cat", "cairn", source));
    SpanData entry = telemetry.span(Requests.NAME);
    SpanData record = telemetry.span("S3.CompleteMultipartUpload");
    assertThat(telemetry.spans("S3.UploadPartCopy")).hasSize(2);
    assertThat(telemetry.spans())
        .allSatisfy(span -> assertThat(span.getTraceId()).isEqualTo(entry.getTraceId()));
    assertThat(telemetry.span("S3.HeadObject").getLinks())
        .as("the SDK's own look at the source is no read of the application's")
        .isEmpty();
    assertThat(attribute(record, CairnAttributes.AWS_S3_COPY_SOURCE)).isEqualTo(bucket + "/cat");
    assertThat(attribute(record, CairnAttributes.ADDRESS)).isEqualTo("s3://" + bucket + "/copy");
    assertThat(attribute(record, CairnAttributes.OUTCOME)).isEqualTo("applied");
    assertThat(attribute(record, CairnAttributes.STAMP)).isEqualTo("skipped:copied");
  }

  @Test
  void copyInParts_isStamped_whenTheApplicationReplacesMetadata() {
    bare.putInParts(bucket, "cat", LARGE, Map.of("title", "My cat"));
    asAda(() -> decorated.copyReplacing(bucket, "cat", "copy", Map.of("title", "Yours")));

    Stamp stamp = stored("copy");
    assertThat(stamp.user()).isEqualTo("ada");
    assertThat(bare.head(bucket, "copy").metadata()).containsEntry("title", "Yours").hasSize(2);
    assertThat(attribute(telemetry.span("S3.CompleteMultipartUpload"), CairnAttributes.STAMP))
        .isEqualTo("written");
  }
}
