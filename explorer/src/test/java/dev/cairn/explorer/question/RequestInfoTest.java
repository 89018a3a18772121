// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.question;

import static dev.cairn.explorer.store.SpanBuilder.span;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.CairnAttributes;
import io.opentelemetry.api.trace.SpanKind;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class RequestInfoTest {
  private static final RequestInfo WHOLE =
      new RequestInfo("POST", "/photos", "api", 201L, Instant.parse("2026-11-23T10:15:02.123Z"));

  @Test
  void name_isMethodAndRoute() {
    assertThat(RequestInfo.named("POST /photos/{id}", "api"))
        .isEqualTo(new RequestInfo("POST", "/photos/{id}", "api", null, null));
    assertThat(RequestInfo.named("job nightly report", null))
        .isEqualTo(new RequestInfo("job", "nightly report", null, null, null));
    assertThat(RequestInfo.named("GET", null))
        .isEqualTo(new RequestInfo(null, "GET", null, null, null));
    assertThat(RequestInfo.named(null, null)).isEqualTo(RequestInfo.UNKNOWN);
  }

  @Test
  void span_saysMoreThanItsName() {
    RequestInfo read =
        RequestInfo.of(
            span("1", "1")
                .kind(SpanKind.SERVER, "handle")
                .with(CairnAttributes.HTTP_REQUEST_METHOD, "PUT")
                .with(CairnAttributes.HTTP_ROUTE, "/r")
                .with(CairnAttributes.HTTP_RESPONSE_STATUS_CODE, 204L)
                .at(5, 6)
                .build());

    assertThat(read.method()).isEqualTo("PUT");
    assertThat(read.route()).isEqualTo("/r");
    assertThat(read.status()).isEqualTo(204);
    assertThat(read.time()).isEqualTo(Instant.parse("2026-11-23T10:15:00.005Z"));
  }

  @Test
  void spanWithoutARoute_namesNone() {
    RequestInfo read =
        RequestInfo.of(
            span("1", "1")
                .kind(SpanKind.SERVER, "GET")
                .with(CairnAttributes.HTTP_REQUEST_METHOD, "GET")
                .build());

    assertThat(read.method()).isEqualTo("GET");
    assertThat(read.route()).isNull();
  }

  @Test
  void unknown_isFilledFromAnotherSource() {
    RequestInfo half = new RequestInfo("POST", null, "edge", null, null);

    assertThat(half.or(WHOLE))
        .isEqualTo(new RequestInfo("POST", "/photos", "edge", 201L, WHOLE.time()));
    assertThat(WHOLE.or(half)).isEqualTo(WHOLE);
    assertThat(RequestInfo.UNKNOWN.or(RequestInfo.UNKNOWN)).isEqualTo(RequestInfo.UNKNOWN);
  }

  @Test
  void json_hasEveryKey_andIsReadBack() {
    assertThat(RequestInfo.UNKNOWN.toJson().toString())
        .isEqualTo(
            "{\"method\":null,\"route\":null,\"service\":null,\"status\":null,\"time\":null}");
    assertThat(RequestInfo.fromJson(WHOLE.toJson())).isEqualTo(WHOLE);
    assertThat(RequestInfo.fromJson(RequestInfo.UNKNOWN.toJson())).isEqualTo(RequestInfo.UNKNOWN);
  }
}
