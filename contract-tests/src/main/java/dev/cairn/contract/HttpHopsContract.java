// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.CairnAttributes;
import dev.cairn.Origin;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.junit.jupiter.api.Test;

/**
 * What a decorated HTTP client does besides, whose redirects and retries Cairn sees one by one, and
 * whose calls may nest.
 */
public abstract class HttpHopsContract extends HttpClientContract {
  private String origin(int hop) {
    String baggage = received.get(hop).header("baggage");
    return baggage == null ? null : Origin.fromBaggage(baggage).user();
  }

  @Test
  void redirect_tellsTheFirstHost_andNotTheSecond() throws Exception {
    onBehalfOfAlice(
        () -> client(cairn("localhost"), true).send(WebCall.get(url("localhost", "/moved"))));
    assertThat(received).extracting(Received::target).containsExactly("/moved", "/landed");
    assertThat(origin(0)).isEqualTo("alice@example.com");
    assertThat(origin(1)).isNull();
    assertThat(received.get(1).headers().toString()).doesNotContain("alice", "acme");
  }

  @Test
  void redirect_tellsTheSecondHost_andNotTheFirst() throws Exception {
    onBehalfOfAlice(
        () -> client(cairn("127.0.0.1"), true).send(WebCall.get(url("localhost", "/moved"))));
    assertThat(origin(0)).isNull();
    assertThat(origin(1)).isEqualTo("alice@example.com");
  }

  @Test
  void asynchronousRedirect_tellsEachHostWhatItMayHear() throws Exception {
    onBehalfOfAlice(
            () ->
                client(cairn("localhost"), true).sendAsync(WebCall.get(url("localhost", "/moved"))))
        .get();
    assertThat(origin(0)).isEqualTo("alice@example.com");
    assertThat(origin(1)).isNull();
  }

  @Test
  void everyRequestOfACall_isSentWithTheTraceContextOfItsSpan() throws Exception {
    client(cairn(), true).send(WebCall.get(url("/moved")));
    SpanData span = telemetry.span("GET");
    assertThat(received)
        .hasSize(2)
        .allSatisfy(
            request ->
                assertThat(request.header("traceparent"))
                    .matches("00-" + span.getTraceId() + '-' + span.getSpanId() + "-.."));
    assertThat(span.getAttributes().get(CairnAttributes.URL_FULL)).isEqualTo(url("/moved"));
  }

  @Test
  void retry_isOneSpan_andTellsTheOriginAgain() throws Exception {
    onBehalfOfAlice(() -> client(cairn("*")).send(WebCall.get(url("/busy"))));
    assertThat(received).hasSize(2);
    assertThat(origin(0)).isEqualTo("alice@example.com");
    assertThat(origin(1)).isEqualTo("alice@example.com");
    assertThat(received.get(1).headers().get("baggage")).hasSize(1);
    assertThat(telemetry.span("GET").getAttributes().get(CairnAttributes.HTTP_RESPONSE_STATUS_CODE))
        .isEqualTo(200);
  }
}
