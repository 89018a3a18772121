// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.cairn.CairnAttributes;
import dev.cairn.contract.ObjectClient.Answer;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Uploads in parts, and the operations that are not about the content of one object. */
public abstract class S3OperationsContract extends S3FaultContract {
  @Test
  void upload_isOneRecord_withAllItsPartsInTheCallersTrace() {
    asAda(
        () -> {
          decorated.putInParts(bucket, "cat", LARGE, Map.of("title", "My cat"));
          return null;
        });

    assertThat(stored("cat").user()).isEqualTo("ada");
    assertThat(stored("cat").spanContext().getTraceId()).isEqualTo(entry().getTraceId());
    assertThat(bare.head(bucket, "cat").metadata()).containsEntry("title", "My cat").hasSize(2);
    assertThat(telemetry.spans())
        .allSatisfy(span -> assertThat(span.getTraceId()).isEqualTo(entry().getTraceId()));
    SpanData record = uploadRecord();
    assertThat(attribute(record, CairnAttributes.ADDRESS)).isEqualTo("s3://" + bucket + "/cat");
    assertThat(attribute(record, CairnAttributes.OUTCOME)).isEqualTo("applied");
    assertThat(attribute(record, CairnAttributes.STAMP)).isEqualTo("written");
    assertThat(attribute(record, CairnAttributes.S3_ETAG)).endsWith("-2");
    assertThat(attribute(record, CairnAttributes.POINTER_HASH)).hasSize(32);
    assertThat(attribute(record, CairnAttributes.USER_ID)).isEqualTo("ada");
  }

  /** Returns the one record of an upload, and checks the spans of its parts. */
  protected SpanData uploadRecord() {
    List<SpanData> parts = telemetry.spans("S3.UploadPart");
    assertThat(parts)
        .extracting(part -> attribute(part, CairnAttributes.AWS_S3_PART_NUMBER))
        .containsExactlyInAnyOrder(1L, 2L);
    assertThat(parts)
        .allSatisfy(
            part -> {
              assertThat(attribute(part, CairnAttributes.AWS_S3_UPLOAD_ID)).isNotEmpty();
              assertThat(attribute(part, CairnAttributes.OUTCOME)).as("no write record").isNull();
            });
    assertThat(attribute(telemetry.span("S3.CreateMultipartUpload"), CairnAttributes.STAMP))
        .isEqualTo("written");
    return telemetry.span("S3.CompleteMultipartUpload");
  }

  @Test
  void upload_isNotStamped_withoutOrigin() {
    decorated.putInParts(bucket, "cat", LARGE, Map.of("title", "My cat"));

    assertThat(bare.head(bucket, "cat").metadata()).isEqualTo(Map.of("title", "My cat"));
  }

  @Test
  void deleteOfMany_isRecordedOfEach_inSpansOf100() {
    List<String> keys = IntStream.range(0, 1000).mapToObj(i -> "cat " + i).toList();
    bare.put(bucket, "cat 7", "meow", Map.of());
    assertThat(asAda(() -> decorated.deleteAll(bucket, keys))).isEmpty();

    List<SpanData> spans = telemetry.spans("S3.DeleteObjects");
    assertThat(spans).hasSize(10);
    assertThat(spans.stream().flatMap(s -> attribute(s, CairnAttributes.ADDRESSES).stream()))
        .hasSize(1000)
        .doesNotHaveDuplicates()
        .contains("s3://" + bucket + "/cat%20999");
    assertThat(spans.stream().flatMap(s -> attribute(s, CairnAttributes.OUTCOMES).stream()))
        .hasSize(1000)
        .containsOnly("applied");
    assertThat(spans.stream().flatMap(s -> attribute(s, CairnAttributes.STAMPS).stream()))
        .hasSize(1000)
        .containsOnly("skipped:not-carried");
    assertThat(spans).filteredOn(s -> attribute(s, CairnAttributes.ITEMS_FROM) == null).hasSize(1);
    assertThat(spans)
        .allSatisfy(s -> assertThat(s.getParentSpanId()).isEqualTo(entry().getSpanId()));
    assertThat(bare.list(bucket)).isEmpty();
  }

  @Test
  protected void tagging_isRecorded() {
    bare.put(bucket, "cat", "meow", Map.of());
    asAda(
        () -> {
          decorated.tag(bucket, "cat", "colour", "black");
          return null;
        });

    SpanData span = telemetry.span("S3.PutObjectTagging");
    assertThat(attribute(span, CairnAttributes.ADDRESS)).isEqualTo("s3://" + bucket + "/cat");
    assertThat(attribute(span, CairnAttributes.OUTCOME)).isEqualTo("applied");
    assertThat(bare.head(bucket, "cat").metadata()).isEmpty();
  }

  @Test
  protected void request_knowsWhatItCost() {
    asAda(
        () -> {
          decorated.put(bucket, "cat", "meow", Map.of());
          decorated.get(bucket, "cat");
          decorated.head(bucket, "cat");
          return decorated.delete(bucket, "cat");
        });

    assertThat(attribute(entry(), CairnAttributes.COST_S3_WRITE_REQUESTS)).isEqualTo(1);
    assertThat(attribute(entry(), CairnAttributes.COST_S3_READ_REQUESTS)).isEqualTo(2);
    assertThat(attribute(entry(), CairnAttributes.COST_S3_BYTES_IN)).isEqualTo(4);
    assertThat(attribute(entry(), CairnAttributes.COST_S3_BYTES_OUT)).isEqualTo(4);
    assertThat(attribute(telemetry.span("S3.PutObject"), CairnAttributes.COST_BYTES)).isEqualTo(4);
    assertThat(attribute(telemetry.span("S3.GetObject"), CairnAttributes.COST_BYTES)).isEqualTo(4);
  }

  @Test
  void list_isTraced_andNoWrite() {
    asAda(() -> decorated.put(bucket, "cat", "meow", Map.of()));
    assertThat(asAda(() -> decorated.list(bucket))).containsExactly("cat");

    SpanData span = telemetry.span("S3.ListObjectsV2");
    assertThat(attribute(span, CairnAttributes.AWS_S3_BUCKET)).isEqualTo(bucket);
    assertThat(attribute(span, CairnAttributes.OUTCOME)).isNull();
    assertThat(attribute(span, CairnAttributes.STAMP)).isNull();
  }

  @Test
  void versions_areRecorded_andRead() {
    String versioned = server().newVersionedBucket();
    asAda(() -> decorated.put(versioned, "cat", "meow", Map.of()));
    asBob(() -> decorated.put(versioned, "cat", "purr", Map.of()));
    decorated.get(versioned, "cat");
    asAda(() -> decorated.delete(versioned, "cat"));

    List<String> written = versions("S3.PutObject");
    assertThat(written).hasSize(2).doesNotContainNull().doesNotHaveDuplicates();
    assertThat(versions("S3.GetObject")).containsExactly(written.get(1));
    assertThat(versions("S3.DeleteObject"))
        .as("of the delete marker; S3Mock answers the version that it hides")
        .doesNotContainNull();
    assertThat(telemetry.span("S3.GetObject").getLinks()).hasSize(1);
  }

  private List<String> versions(String name) {
    return telemetry.spans(name).stream()
        .map(span -> attribute(span, CairnAttributes.S3_VERSION_ID))
        .toList();
  }

  @Test
  void range_linksToTheWriter() {
    asAda(() -> decorated.put(bucket, "cat", "meow", Map.of("title", "My cat")));
    Answer start = decorated.getStart(bucket, "cat");

    assertThat(start.content()).isEqualTo("me");
    assertThat(start.metadata()).isEqualTo(Map.of("title", "My cat"));
    assertThat(start.stamp()).isEqualTo(stored("cat"));
    assertThat(telemetry.span("S3.GetObject").getLinks()).hasSize(1);
  }

  @Test
  void read_ofWhatHasNotChanged_isNoError() {
    asAda(() -> decorated.put(bucket, "cat", "meow", Map.of()));
    String eTag = attribute(telemetry.span("S3.PutObject"), CairnAttributes.S3_ETAG);
    Class<?> bareError = errorOf(() -> bare.getUnlessMatches(bucket, "cat", eTag));
    Class<?> error = errorOf(() -> decorated.getUnlessMatches(bucket, "cat", eTag));

    assertThat(error).isEqualTo(bareError);
    SpanData span = telemetry.span("S3.GetObject");
    assertThat(attribute(span, CairnAttributes.HTTP_RESPONSE_STATUS_CODE)).isEqualTo(304);
    assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
  }

  private static Class<?> errorOf(ThrowingCallable call) {
    Throwable thrown = catchThrowable(call);
    return thrown == null ? null : thrown.getClass();
  }

  @Test
  protected void write_isOneSpanOfUnknownOutcome_whenTimeIsUp() {
    server().stall("PutObject");
    Duration limit = Duration.ofMillis(500);
    Class<?> bareError = errorOf(() -> bare.putInTime(bucket, "cat", "meow", limit));
    Class<?> error = asAda(() -> errorOf(() -> decorated.putInTime(bucket, "cat", "meow", limit)));

    assertThat(error).isNotNull().isEqualTo(bareError);
    telemetry.awaitForgotten("S3.PutObject");
    SpanData span = telemetry.span("S3.PutObject");
    assertThat(attribute(span, CairnAttributes.OUTCOME)).isEqualTo("unknown");
    assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
  }

  @Test
  protected void write_isStamped_whateverItsLength() {
    asAda(
        () -> {
          decorated.putOfUnknownLength(bucket, "cat", LARGE);
          return null;
        });

    assertThat(stored("cat").user()).isEqualTo("ada");
    assertThat(telemetry.spans())
        .allSatisfy(span -> assertThat(span.getTraceId()).isEqualTo(entry().getTraceId()));
    assertThat(telemetry.spans())
        .filteredOn(span -> attribute(span, CairnAttributes.OUTCOME) != null)
        .singleElement()
        .satisfies(
            record -> assertThat(attribute(record, CairnAttributes.OUTCOME)).isEqualTo("applied"));
  }

  @Test
  void write_keepsTheChecksumOfTheApplication() {
    Answer plain = bare.putChecked(bucket, "bare", "meow");
    Answer traced = asAda(() -> decorated.putChecked(bucket, "cat", "meow"));

    assertThat(traced.unstamped()).isEqualTo(plain.unstamped());
    assertThat(decorated.get(bucket, "cat").unstamped())
        .isEqualTo(bare.get(bucket, "bare").unstamped());
    assertThat(stored("cat").user()).isEqualTo("ada");
  }

  @Test
  void copy_keepsTheStampOfItsSource() {
    asAda(() -> decorated.put(bucket, "cat", "meow", Map.of("title", "My cat")));
    decorated.copy(bucket, "cat", "copy");

    assertThat(bare.head(bucket, "copy").metadata()).isEqualTo(bare.head(bucket, "cat").metadata());
    SpanData span = telemetry.span("S3.CopyObject");
    assertThat(attribute(span, CairnAttributes.ADDRESS)).isEqualTo("s3://" + bucket + "/copy");
    assertThat(attribute(span, CairnAttributes.AWS_S3_COPY_SOURCE)).isEqualTo(bucket + "/cat");
    assertThat(attribute(span, CairnAttributes.OUTCOME)).isEqualTo("applied");
  }

  @Test
  void copy_neverChangesTheDirective() {
    bare.put(bucket, "cat", "meow", Map.of("title", "My cat"));
    asAda(() -> decorated.copy(bucket, "cat", "copy"));

    assertThat(bare.head(bucket, "copy").metadata()).isEqualTo(Map.of("title", "My cat"));
    assertThat(attribute(telemetry.span("S3.CopyObject"), CairnAttributes.STAMP))
        .isEqualTo("skipped:copied");
  }

  @Test
  void copy_isStamped_whenTheApplicationReplacesMetadata() {
    bare.put(bucket, "cat", "meow", Map.of("title", "My cat"));
    asAda(() -> decorated.copyReplacing(bucket, "cat", "copy", Map.of("title", "Yours")));

    assertThat(stored("copy").user()).isEqualTo("ada");
    assertThat(bare.head(bucket, "copy").metadata()).containsEntry("title", "Yours").hasSize(2);
  }
}
