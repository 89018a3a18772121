// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchRuntimeException;

import dev.cairn.Cairn;
import dev.cairn.CairnAttributes;
import dev.cairn.Stamp;
import dev.cairn.StampMode;
import dev.cairn.StoredAddress;
import dev.cairn.UserMode;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every decorated client of S3 must do, against a real S3-compatible server. */
public abstract class S3Contract extends S3ReadContract {
  @Test
  void write_carriesTheOriginOfTheRequest() {
    asAda(() -> decorated.put(bucket, "cat", "meow", Map.of()));

    Stamp stamp = stored("cat");
    assertThat(stamp.spanContext().getTraceId()).isEqualTo(entry().getTraceId());
    assertThat(stamp.spanContext().getSpanId()).isEqualTo(entry().getSpanId());
    assertThat(stamp.user()).isEqualTo("ada");
    assertThat(stamp.tenant()).isEqualTo("acme");
    assertThat(stamp.request()).isEqualTo("POST /photos");
    assertThat(stamp.service()).isEqualTo("photo-api");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Zoë 陳",
        "ada\r\nX-Evil: 1",
        "a;u=root;t=%",
        " spaced ",
        "\u0000\u007f",
        "💥💥💥💥💥💥💥💥💥💥💥💥"
      })
  void write_carriesAnyUser_inPlainAscii(String user) {
    Requests.as(
        user, telemetry.openTelemetry(), () -> decorated.put(bucket, "cat", "meow", Map.of()));

    assertThat(bare.head(bucket, "cat").metadata().get("cairn")).matches("[!-~]{1,256}");
    assertThat(stored("cat").user()).isEqualTo(user);
  }

  @Test
  void write_isNotStamped_whenTheUserIsTooLong() {
    Requests.as(
        "💥".repeat(20),
        telemetry.openTelemetry(),
        () -> decorated.put(bucket, "cat", "meow", Map.of()));

    assertThat(bare.head(bucket, "cat").metadata()).isEmpty();
    assertSkipped("too-long");
  }

  @Test
  void write_namesTheBucket_byWhicheverAccessPoint() {
    Cairn cairn =
        Cairn.builder(telemetry.openTelemetry())
            .accessPoint(bucket, "photos")
            .stamp("s3://photos", StampMode.OFF)
            .build();
    try (ObjectClient client = newClient(cairn)) {
      asAda(() -> client.put(bucket, "cat", "meow", Map.of()));
    }

    SpanData span = telemetry.span("S3.PutObject");
    assertThat(attribute(span, CairnAttributes.ADDRESS)).isEqualTo("s3://photos/cat");
    assertThat(attribute(span, CairnAttributes.STAMP)).isEqualTo("skipped:off");
  }

  @Test
  void write_isTheSameBytes_whenRepeatedInOneRequest() {
    asAda(
        () -> {
          decorated.put(bucket, "one", "meow", Map.of());
          return decorated.put(bucket, "two", "purr", Map.of());
        });

    assertThat(stored("one")).isEqualTo(stored("two"));
  }

  @Test
  protected void write_isRecorded() {
    asAda(() -> decorated.put(bucket, "holiday/cat 1.jpg", "meow", Map.of()));

    SpanData span = telemetry.span("S3.PutObject");
    String address = StoredAddress.s3(bucket, "holiday/cat 1.jpg").toString();
    assertThat(address).endsWith("/holiday/cat%201.jpg");
    assertThat(span.getKind()).isEqualTo(SpanKind.CLIENT);
    assertThat(span.getParentSpanId()).isEqualTo(entry().getSpanId());
    assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
    assertThat(attribute(span, CairnAttributes.ADDRESS)).isEqualTo(address);
    assertThat(attribute(span, CairnAttributes.STAMP)).isEqualTo("written");
    assertThat(attribute(span, CairnAttributes.OUTCOME)).isEqualTo("applied");
    assertThat(attribute(span, CairnAttributes.RPC_METHOD)).isEqualTo("PutObject");
    assertThat(attribute(span, CairnAttributes.AWS_S3_BUCKET)).isEqualTo(bucket);
    assertThat(attribute(span, CairnAttributes.AWS_S3_KEY)).isEqualTo("holiday/cat 1.jpg");
    assertThat(attribute(span, CairnAttributes.S3_ETAG))
        .as("MD5 of the content, without quotes")
        .isEqualTo("4a4be40c96ac6314e91d93f38043a634");
    assertThat(attribute(span, CairnAttributes.AWS_REQUEST_ID)).isNotEmpty();
    assertThat(attribute(span, CairnAttributes.AWS_EXTENDED_REQUEST_ID)).isNotEmpty();
    assertThat(attribute(span, CairnAttributes.HTTP_RESPONSE_STATUS_CODE)).isEqualTo(200);
    assertThat(attribute(span, CairnAttributes.HTTP_REQUEST_RESEND_COUNT)).isNull();
    assertThat(attribute(span, CairnAttributes.POINTER_KIND)).isEqualTo("aws.s3.object");
    assertThat(attribute(span, CairnAttributes.POINTER_DIRECTION)).isEqualTo("d");
    assertThat(attribute(span, CairnAttributes.POINTER_HASH)).hasSize(32);
    assertThat(attribute(span, CairnAttributes.USER_ID)).isEqualTo("ada");
    assertThat(attribute(span, CairnAttributes.TENANT_ID)).isEqualTo("acme");
    assertThat(attribute(span, CairnAttributes.SERVER_ADDRESS)).matches(RealAws.HOST);
  }

  @Test
  void write_isMeasured() {
    asAda(() -> decorated.put(bucket, "cat", "meow", Map.of()));

    assertThat(telemetry.metrics())
        .filteredOn(metric -> metric.getName().equals("cairn.s3.client.operation.duration"))
        .singleElement()
        .satisfies(
            metric -> {
              assertThat(metric.getUnit()).isEqualTo("s");
              assertThat(metric.getHistogramData().getPoints())
                  .singleElement()
                  .satisfies(
                      point -> {
                        assertThat(point.getCount()).isEqualTo(1);
                        assertThat(point.getAttributes().asMap().keySet())
                            .extracting(AttributeKey::getKey)
                            .containsExactlyInAnyOrder("rpc.method", "aws.s3.bucket");
                      });
            });
  }

  @Test
  void write_isNotStamped_withoutOrigin() {
    decorated.put(bucket, "cat", "meow", Map.of());

    assertThat(bare.head(bucket, "cat").metadata()).isEmpty();
    assertSkipped("no-origin");
  }

  @Test
  void write_isNotStamped_whereStampsAreOff() {
    try (ObjectClient client =
        newClient(
            Cairn.builder(telemetry.openTelemetry())
                .stamp("s3://" + bucket, StampMode.OFF)
                .build())) {
      asAda(() -> client.put(bucket, "cat", "meow", Map.of()));
    }

    assertThat(bare.head(bucket, "cat").metadata()).isEmpty();
    assertSkipped("off");
  }

  @Test
  void write_namesTheTraceAlone_byDefault() {
    try (ObjectClient client = newClient(Cairn.create(telemetry.openTelemetry()))) {
      asAda(() -> client.put(bucket, "cat", "meow", Map.of()));
    }

    Stamp stamp = stored("cat");
    assertThat(stamp.spanContext().getTraceId()).isEqualTo(entry().getTraceId());
    assertThat(stamp.toString()).hasSize(55);
  }

  @Test
  void write_doesNotNameTheUser_whenUserModeIsNone() {
    try (ObjectClient client = newClient(cairn().stampUser(UserMode.NONE).build())) {
      asAda(() -> client.put(bucket, "cat", "meow", Map.of()));
    }

    assertThat(stored("cat").user()).isNull();
    assertThat(stored("cat").tenant()).isEqualTo("acme");
  }

  @Test
  void write_leavesTheApplicationsOwnKeyAlone() {
    Map<String, String> own = Map.of("cairn", "a heap of stones");
    asAda(() -> decorated.put(bucket, "cat", "meow", own));

    assertThat(bare.head(bucket, "cat").metadata()).isEqualTo(own);
    assertThat(decorated.head(bucket, "cat").metadata()).as("not hidden").isEqualTo(own);
    assertSkipped("key-in-use");
  }

  @Test
  void write_isNotStamped_butCounted_inADryRun() {
    try (ObjectClient client = newClient(cairn().dryRun().build())) {
      asAda(() -> client.put(bucket, "cat", "meow", Map.of()));
    }
    assertThat(bare.head(bucket, "cat").metadata()).isEmpty();
    assertSkipped("dry-run");

    long dry = telemetry.counted("cairn.stamp.bytes");
    asAda(() -> decorated.put(bucket, "cat", "meow", Map.of()));
    assertThat(dry).isEqualTo("cairn".length() + stored("cat").toString().length());
  }

  @Test
  void write_replacesAnOldStamp() {
    Map<String, String> old =
        Map.of("cairn", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01;u=bob");
    asAda(() -> decorated.put(bucket, "cat", "meow", old));

    assertThat(stored("cat").user()).isEqualTo("ada");
  }

  @Test
  void write_isNotStamped_whenMetadataWouldExceedItsLimit() {
    Map<String, String> large = Map.of("notes", "x".repeat(1950));
    asAda(() -> decorated.put(bucket, "cat", "meow", large));

    assertThat(bare.head(bucket, "cat").metadata()).isEqualTo(large);
    assertSkipped("no-room");
  }

  @Test
  void write_keepsTheApplicationsMetadata_andItsMap() {
    Map<String, String> own = new LinkedHashMap<>();
    own.put("title", "My cat");
    own.put("album", "2026");
    Map<String, String> before = Map.copyOf(own);
    asAda(() -> decorated.put(bucket, "cat", "meow", Collections.unmodifiableMap(own)));

    assertThat(own).isEqualTo(before);
    assertThat(bare.head(bucket, "cat").metadata()).containsAllEntriesOf(own).hasSize(3);
  }

  @Test
  void write_isStampedOnce_whenDecoratedTwice() {
    try (ObjectClient client = newClientDecoratedTwice(cairn().build())) {
      asAda(() -> client.put(bucket, "cat", "meow", Map.of()));
      assertThat(client.get(bucket, "cat").metadata()).isEmpty();
    }

    assertThat(stored("cat").user()).isEqualTo("ada");
    assertThat(telemetry.spans("S3.PutObject")).hasSize(1);
    assertThat(telemetry.spans("S3.GetObject")).hasSize(1);
  }

  @Test
  protected void write_isOneSpan_whenRetried() {
    server().failNext("PutObject", 503, 1);
    asAda(() -> decorated.put(bucket, "cat", "meow", Map.of()));

    SpanData span = telemetry.span("S3.PutObject");
    assertThat(attribute(span, CairnAttributes.HTTP_REQUEST_RESEND_COUNT)).isEqualTo(1);
    assertThat(attribute(span, CairnAttributes.OUTCOME)).isEqualTo("applied");
    assertThat(stored("cat").user()).isEqualTo("ada");
  }

  @Test
  void write_mayHaveBeenApplied_whenTheServerFails() {
    server().failNext("PutObject", 500, 100);
    catchRuntimeException(() -> asAda(() -> decorated.put(bucket, "cat", "meow", Map.of())));

    SpanData span = telemetry.span("S3.PutObject");
    assertThat(attribute(span, CairnAttributes.OUTCOME)).isEqualTo("unknown");
    assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
  }

  @Test
  void write_isRejected_andNoError_whenItsConditionFails() {
    bare.put(bucket, "cat", "meow", Map.of());
    RuntimeException error =
        catchRuntimeException(() -> asAda(() -> decorated.putIfAbsent(bucket, "cat", "purr")));

    assertThat(decorated.errorCode(error)).isEqualTo("PreconditionFailed");
    SpanData span = telemetry.span("S3.PutObject");
    assertThat(attribute(span, CairnAttributes.OUTCOME)).isEqualTo("rejected");
    assertThat(attribute(span, CairnAttributes.ERROR_TYPE)).isNull();
    assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
  }

  @Test
  void write_isRejected_andAnError_whenThereIsNoBucket() {
    catchRuntimeException(
        () -> asAda(() -> decorated.put("no-such-" + bucket, "cat", "meow", Map.of())));

    SpanData span = telemetry.span("S3.PutObject");
    assertThat(attribute(span, CairnAttributes.OUTCOME)).isEqualTo("rejected");
    assertThat(attribute(span, CairnAttributes.ERROR_TYPE)).isEqualTo("NoSuchBucket");
    assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
  }

  @Test
  void delete_isRecorded() {
    bare.put(bucket, "cat", "meow", Map.of());
    asAda(() -> decorated.delete(bucket, "cat"));

    SpanData span = telemetry.span("S3.DeleteObject");
    assertThat(attribute(span, CairnAttributes.ADDRESS)).isEqualTo("s3://" + bucket + "/cat");
    assertThat(attribute(span, CairnAttributes.OUTCOME)).isEqualTo("applied");
    assertThat(attribute(span, CairnAttributes.STAMP)).isEqualTo("skipped:not-carried");
    assertThat(telemetry.counted("cairn.stamp.skipped")).isZero();
  }

  @Test
  void decoratedAndBare_seeTheSame_andLeaveTheSameButForTheStamp() {
    Map<String, String> metadata = Map.of("title", "My cat");
    Function<ObjectClient, Object> session =
        client ->
            Arrays.asList(
                client.put(bucket, "cat", "meow", metadata).unstamped(),
                client.get(bucket, "cat").unstamped(),
                client.head(bucket, "cat").unstamped(),
                client.copy(bucket, "cat", "copy").unstamped(),
                client.get(bucket, "copy").unstamped(),
                client.delete(bucket, "copy").unstamped(),
                errorOfGettingNothing(client),
                client.errorCode(
                    catchRuntimeException(() -> client.putIfAbsent(bucket, "cat", "purr"))));

    Object plain = session.apply(bare);
    assertThat(bare.head(bucket, "cat").metadata()).isEqualTo(metadata);
    Object traced = asAda(() -> session.apply(decorated));

    assertThat(traced).isEqualTo(plain);
    Map<String, String> left = new LinkedHashMap<>(bare.head(bucket, "cat").metadata());
    assertThat(Stamp.parse(left.remove("cairn")).isValid()).isTrue();
    assertThat(left).isEqualTo(metadata);
  }

  @Test
  void call_isUndecorated_whenSwitchedOff() {
    Cairn cairn = cairn().build();
    try (ObjectClient client = newClient(cairn)) {
      asAda(() -> client.put(bucket, "cat", "meow", Map.of()));
      telemetry.reset();
      cairn.setEnabled(false);
      asAda(() -> client.put(bucket, "dog", "woof", Map.of()));
      assertThat(client.get(bucket, "cat").metadata()).as("still hidden").isEmpty();
    }

    assertThat(bare.head(bucket, "dog").metadata()).isEmpty();
    assertThat(telemetry.spans("S3.PutObject")).isEmpty();
  }
}
