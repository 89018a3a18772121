// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.Cairn;
import dev.cairn.CairnAttributes;
import dev.cairn.StampMode;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Presigned URLs: whoever uses one sends the headers it was signed with, or is refused. */
public abstract class S3PresigningContract extends S3Suite {
  /**
   * A presigned PUT.
   *
   * @param headers that were signed and must be sent, but for the host
   */
  public record Presigned(URI url, Map<String, String> headers) {}

  /** Presigns a PUT as an application does that uses Cairn and does not ask for a stamp. */
  protected abstract Presigned presign(Cairn cairn, String bucket, String key);

  /** Presigns a PUT that is to be stamped. */
  protected abstract Presigned presignStamped(Cairn cairn, String bucket, String key);

  @Test
  void presignedUrl_isNeverStampedImplicitly() {
    Presigned presigned = asAda(() -> presign(cairn().build(), bucket, "cat"));

    assertThat(presigned.headers()).isEmpty();
    assertThat(upload(presigned, Map.of())).isEqualTo(200);
    assertThat(bare.head(bucket, "cat").metadata()).isEmpty();
    assertThat(telemetry.spans()).as("presigning calls nobody").hasSize(1);
  }

  @Test
  void presignedUrl_isStamped_whenAskedFor() {
    Presigned presigned = asAda(() -> presignStamped(cairn().build(), bucket, "cat"));
    SpanData record = telemetry.span("S3.PresignPutObject");

    assertThat(attribute(record, CairnAttributes.ADDRESS)).isEqualTo("s3://" + bucket + "/cat");
    assertThat(attribute(record, CairnAttributes.STAMP)).isEqualTo("written");
    assertThat(attribute(record, CairnAttributes.OUTCOME)).isEqualTo("unknown");
    assertThat(presigned.headers()).containsOnlyKeys("x-amz-meta-cairn");
    assertThat(upload(presigned, Map.of())).as("without the header").isEqualTo(403);
    assertThat(upload(presigned, presigned.headers())).isEqualTo(200);
    assertThat(stored("cat").user()).isEqualTo("ada");
    assertThat(stored("cat").spanContext().getSpanId()).isEqualTo(entry().getSpanId());
  }

  @Test
  void presignedUrl_isNotStamped_whereAWriteWouldNotBe() {
    Cairn off = Cairn.builder(telemetry.openTelemetry()).stamp("s3://*", StampMode.OFF).build();
    Presigned presigned = asAda(() -> presignStamped(off, bucket, "cat"));

    assertThat(presigned.headers()).isEmpty();
    assertThat(upload(presigned, Map.of())).isEqualTo(200);
  }

  private static int upload(Presigned presigned, Map<String, String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(presigned.url()).PUT(BodyPublishers.ofString("meow"));
    headers.forEach(request::header);
    try {
      return HttpClient.newHttpClient()
          .send(request.build(), BodyHandlers.discarding())
          .statusCode();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
