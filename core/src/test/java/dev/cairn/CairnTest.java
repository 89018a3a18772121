// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.testing.junit5.OpenTelemetryExtension;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CairnTest {
  @RegisterExtension
  static final OpenTelemetryExtension TELEMETRY = OpenTelemetryExtension.create();

  private static Cairn.Builder cairn() {
    return Cairn.builder(TELEMETRY.getOpenTelemetry());
  }

  @Test
  void stampMode_isFullForDynamoDb_andTraceForS3_byDefault() {
    Cairn cairn = Cairn.create(OpenTelemetry.noop());

    assertThat(cairn.stampMode(StoredAddress.s3("photos", "cat"))).isEqualTo(StampMode.TRACE);
    assertThat(cairn.stampMode(StoredAddress.dynamoDbUnknownKey("photos")))
        .isEqualTo(StampMode.FULL);
  }

  @Test
  void stampMode_isThatOfTheFirstRuleThatMatches() {
    Cairn cairn =
        cairn()
            .stamp("s3://public-*", StampMode.OFF)
            .stamp("s3://*", StampMode.FULL)
            .stamp("dynamodb://audit", StampMode.TRACE)
            .build();

    assertThat(cairn.stampMode(StoredAddress.s3("public-web", "k"))).isEqualTo(StampMode.OFF);
    assertThat(cairn.stampMode(StoredAddress.s3("photos", "k"))).isEqualTo(StampMode.FULL);
    assertThat(cairn.stampMode(StoredAddress.dynamoDbUnknownKey("audit")))
        .isEqualTo(StampMode.TRACE);
    assertThat(cairn.stampMode(StoredAddress.dynamoDbUnknownKey("audits")))
        .isEqualTo(StampMode.FULL);
  }

  @ParameterizedTest
  @ValueSource(strings = {"photos", "s3:photos", "s3://photos/key", "gs://photos", "s3://", ""})
  void stamp_saysWhatIsWrong(String resource) {
    assertThatThrownBy(() -> cairn().stamp(resource, StampMode.FULL))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("stamp")
        .hasMessageContaining("'" + resource + "'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Cairn", "x-amz:meta", "9lives", "a b"})
  void stampKey_saysWhatIsWrong(String key) {
    assertThatThrownBy(() -> cairn().stampKey(key))
        .hasMessageContaining("stampKey")
        .hasMessageContaining("'" + key + "'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "http://moderation", "moderation:8080"})
  void tell_saysWhatIsWrong(String host) {
    assertThatThrownBy(() -> cairn().tell(host))
        .hasMessageContaining("tell")
        .hasMessageContaining("'" + host + "'");
  }

  @Test
  void mayTell_nobodyByDefault() {
    assertThat(cairn().build().mayTell("moderation")).isFalse();
    Cairn telling = cairn().tell("moderation", "*.svc.local").build();
    assertThat(telling.mayTell("Moderation")).isTrue();
    assertThat(telling.mayTell("a.svc.local")).isTrue();
    assertThat(telling.mayTell("svc.local.evil.example")).isFalse();
    assertThat(telling.mayTell("moderationx")).isFalse();
  }

  @Test
  void job_isAnOriginOfItsOwn() {
    AtomicReference<Origin> seen = new AtomicReference<>();
    cairn().service("reports").build().job("nightly", () -> seen.set(Origin.current()));

    SpanData span = TELEMETRY.getSpans().get(0);
    assertThat(span.getName()).isEqualTo("job nightly");
    assertThat(seen.get().request()).isEqualTo("job nightly");
    assertThat(seen.get().service()).isEqualTo("reports");
    assertThat(seen.get().spanContext().getSpanId()).isEqualTo(span.getSpanId());
    assertThat(span.getAttributes().get(CairnAttributes.ORIGIN_REQUEST)).isEqualTo("job nightly");
    assertThat(Context.current()).isSameAs(Context.root());
  }

  @Test
  void job_throwsWhatTheWorkThrows() {
    IllegalStateException failure = new IllegalStateException("no paper");
    assertThatThrownBy(
            () ->
                cairn()
                    .build()
                    .job(
                        "nightly",
                        () -> {
                          throw failure;
                        }))
        .isSameAs(failure);

    assertThat(TELEMETRY.getSpans().get(0).getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
  }

  @Test
  void job_runs_whateverOfTelemetryThrows() {
    OpenTelemetry broken =
        new OpenTelemetry() {
          @Override
          public TracerProvider getTracerProvider() {
            throw new LinkageError("injected");
          }

          @Override
          public ContextPropagators getPropagators() {
            throw new LinkageError("injected");
          }
        };
    AtomicReference<Origin> seen = new AtomicReference<>();
    Cairn.create(broken).job("nightly", () -> seen.set(Origin.current()));

    assertThat(seen.get().isPresent()).isFalse();
  }

  @Test
  void identify_namesTheUserFromHereOn_andOnTheEntrySpan() {
    Cairn cairn = cairn().build();
    Span entry = TELEMETRY.getOpenTelemetry().getTracer("t").spanBuilder("GET /").startSpan();
    try (Scope request = Origin.begin("GET /", "api", entry).makeCurrent()) {
      try (Scope user = cairn.identify("ada", "acme")) {
        assertThat(Origin.current().user()).isEqualTo("ada");
      }
      assertThat(Origin.current().user()).isNull();
    }
    entry.end();

    SpanData span = TELEMETRY.getSpans().get(0);
    assertThat(span.getAttributes().get(CairnAttributes.USER_ID)).isEqualTo("ada");
    assertThat(span.getAttributes().get(CairnAttributes.TENANT_ID)).isEqualTo("acme");
  }

  @Test
  void caught_rethrowsOnlyWhatIsFatal() {
    Cairn cairn = Cairn.create(OpenTelemetry.noop());
    cairn.caught("test", new StackOverflowError());
    cairn.caught("test", new NoClassDefFoundError());
    OutOfMemoryError fatal = new OutOfMemoryError("injected");
    assertThatThrownBy(() -> cairn.caught("test", fatal)).isSameAs(fatal);
  }

  @Test
  void bucket_isThatOfAnAccessPoint_bySettingsOrArn() {
    String accessPoint = "arn:aws:s3:eu-west-1:123456789012:accesspoint/photos-ap";
    Cairn cairn = Cairn.builder(OpenTelemetry.noop()).accessPoint(accessPoint, "photos").build();

    assertThat(cairn.bucket(accessPoint)).isEqualTo("photos");
    assertThat(cairn.bucket("cats")).isEqualTo("cats");
    assertThat(cairn.bucket("arn:aws:s3-outposts:eu-west-1:123456789012:outpost/op-1/bucket/cats"))
        .isEqualTo("cats");
    assertThatThrownBy(() -> Cairn.builder(OpenTelemetry.noop()).accessPoint("ap", "a/b"))
        .hasMessageContaining("accessPoint: 'a/b'");
  }
}
