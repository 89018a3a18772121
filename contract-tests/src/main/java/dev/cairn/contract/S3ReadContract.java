// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchRuntimeException;

import dev.cairn.CairnAttributes;
import dev.cairn.Stamp;
import dev.cairn.contract.ObjectClient.Answer;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What reads of objects show, and link to. */
public abstract class S3ReadContract extends S3OperationsContract {
  @Test
  void read_linksToTheWriter() {
    asAda(() -> decorated.put(bucket, "cat", "meow", Map.of()));
    Answer got = decorated.get(bucket, "cat");

    assertThat(got.content()).isEqualTo("meow");
    SpanData span = telemetry.span("S3.GetObject");
    assertThat(span.getTraceId()).isNotEqualTo(entry().getTraceId());
    assertThat(span.getLinks()).hasSize(1);
    LinkData link = span.getLinks().get(0);
    assertThat(link.getSpanContext().getTraceId()).isEqualTo(entry().getTraceId());
    assertThat(link.getSpanContext().getSpanId()).isEqualTo(entry().getSpanId());
    assertThat(link.getAttributes().get(CairnAttributes.LINK_TYPE)).isEqualTo("written_by");
    assertThat(attribute(span, CairnAttributes.POINTER_DIRECTION)).isEqualTo("u");
    assertThat(attribute(span, CairnAttributes.POINTER_HASH))
        .isEqualTo(attribute(telemetry.span("S3.PutObject"), CairnAttributes.POINTER_HASH));
    assertThat(attribute(span, CairnAttributes.OUTCOME)).as("of writes only").isNull();
  }

  @Test
  void read_hidesTheStamp_andTheAccessorTellsIt() {
    asAda(() -> decorated.put(bucket, "cat", "meow", Map.of("title", "My cat")));

    assertThat(decorated.get(bucket, "cat").metadata()).isEqualTo(Map.of("title", "My cat"));
    assertThat(decorated.head(bucket, "cat").metadata()).isEqualTo(Map.of("title", "My cat"));
    assertThat(decorated.get(bucket, "cat").stamp()).isEqualTo(stored("cat"));
    assertThat(decorated.head(bucket, "cat").stamp()).isEqualTo(stored("cat"));
    assertThat(telemetry.spans("S3.HeadObject"))
        .hasSize(2)
        .allSatisfy(span -> assertThat(span.getLinks()).hasSize(1));
  }

  @Test
  void read_hasNoLink_whereNothingIsStamped() {
    bare.put(bucket, "cat", "meow", Map.of());

    assertThat(decorated.get(bucket, "cat").stamp()).isEqualTo(Stamp.INVALID);
    assertThat(telemetry.span("S3.GetObject").getLinks()).isEmpty();
  }

  @Test
  void read_ofNothing_isNoError() {
    assertThat(errorOfGettingNothing(decorated)).isEqualTo(errorOfGettingNothing(bare));

    SpanData span = telemetry.span("S3.GetObject");
    assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
    assertThat(attribute(span, CairnAttributes.HTTP_RESPONSE_STATUS_CODE)).isEqualTo(404);
  }

  /** Returns NoSuchKey, or null where a client learns of it by a HEAD. */
  String errorOfGettingNothing(ObjectClient client) {
    return client.errorCode(catchRuntimeException(() -> client.get(bucket, "none")));
  }

  @Test
  void resumedOrigin_carriesTheStampOn() {
    asAda(() -> decorated.put(bucket, "cat", "meow", Map.of()));
    Stamp read = decorated.get(bucket, "cat").stamp();
    try (Scope ignored = read.resume().makeCurrent()) {
      decorated.put(bucket, "thumbnail", "m", Map.of());
    }

    assertThat(stored("thumbnail")).isEqualTo(stored("cat"));
    SpanData write = telemetry.spans("S3.PutObject").get(1);
    assertThat(write.getTraceId()).isNotEqualTo(entry().getTraceId());
    assertThat(attribute(write, CairnAttributes.USER_ID)).isEqualTo("ada");
    assertThat(attribute(write, CairnAttributes.ORIGIN_TRACE_ID)).isEqualTo(entry().getTraceId());
    assertThat(write.getLinks())
        .singleElement()
        .satisfies(
            link -> assertThat(link.getSpanContext().getTraceId()).isEqualTo(entry().getTraceId()));
  }
}
