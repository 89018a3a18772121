// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.CairnAttributes;
import dev.cairn.Origin;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a decorated HTTP client tells whom. */
public abstract class HttpClientOriginContract extends HttpClientSuite {
  @Test
  void traceContext_isThatOfTheSpan() throws Exception {
    client(cairn()).send(WebCall.get(url("/")).header("Traceparent", "00-old-old-00"));
    SpanData span = telemetry.span("GET");
    assertThat(received().header("traceparent"))
        .startsWith("00-" + span.getTraceId() + '-' + span.getSpanId());
    assertThat(received().headers().get("traceparent")).hasSize(1);
  }

  @Test
  void origin_isToldNobodyByDefault() throws Exception {
    onBehalfOfAlice(() -> client(cairn()).send(WebCall.get(url("/"))));
    assertThat(received().header("baggage")).isNull();
    assertThat(received().headers().toString()).doesNotContain("alice", "acme");
    assertThat(telemetry.span("GET").getAttributes().get(CairnAttributes.USER_ID))
        .isEqualTo("alice@example.com");
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "127.0.0.1.example.com", "27.0.0.1", "*.0.0.2"})
  void origin_isToldNoOtherHost(String told) throws Exception {
    onBehalfOfAlice(() -> client(cairn(told)).send(WebCall.get(url("/"))));
    assertThat(received().header("baggage")).isNull();
  }

  @Test
  void origin_isToldAllowedHosts() throws Exception {
    onBehalfOfAlice(() -> client(cairn("localhost")).send(WebCall.get(url("LOCALHOST", "/"))));
    Origin told = Origin.fromBaggage(received().header("baggage"));
    assertThat(told.user()).isEqualTo("alice@example.com");
    assertThat(told.tenant()).isEqualTo("acme");
    assertThat(told.session()).isEqualTo("s1");
    assertThat(told.request()).isEqualTo("POST /photos");
    assertThat(told.service()).isEqualTo("photo-api");
    assertThat(told.spanContext().getSpanId()).isEqualTo(telemetry.span("entry").getSpanId());
  }

  @Test
  void noOrigin_tellsNothing() throws Exception {
    client(cairn("*")).send(WebCall.get(url("/")));
    assertThat(received().header("baggage")).isNull();
  }

  @Test
  void baggageOfTheApplication_isMerged() throws Exception {
    Baggage baggage = Baggage.builder().put("colour", "blue").put("size", "1").build();
    WebCall call = WebCall.get(url("/")).header("Baggage", "size=2;p").header("baggage", "x=y");
    onBehalfOfAlice(
        () -> Context.current().with(baggage).wrap(() -> client(cairn("*")).send(call)).call());
    String header = received().header("baggage");
    assertThat(received().headers().get("baggage")).hasSize(1);
    assertThat(header)
        .startsWith("size=2;p,x=y,colour=blue,cairn.origin=")
        .doesNotContain("size=1");
    assertThat(Origin.fromBaggage(header).user()).isEqualTo("alice@example.com");
  }

  @Test
  void baggageOfTheApplication_goesAloneToOthers() throws Exception {
    Baggage baggage = Baggage.builder().put("colour", "blue").build();
    onBehalfOfAlice(
        () ->
            Context.current()
                .with(baggage)
                .wrap(() -> client(cairn()).send(WebCall.get(url("/")).header("baggage", "x=y")))
                .call());
    assertThat(received().header("baggage")).isEqualTo("x=y,colour=blue");
  }

  @Test
  void redirect_carriesTheOriginNowhereElse() throws Exception {
    onBehalfOfAlice(
        () -> client(cairn("localhost"), true).send(WebCall.get(url("localhost", "/moved"))));
    assertThat(received).hasSize(2);
    assertThat(received.get(1).header("host")).startsWith("127.0.0.1");
    assertThat(received.get(1).header("baggage")).isNull();
  }

  @Test
  void clientSpanOfAnother_isNotDoubled() throws Exception {
    Span theirs =
        telemetry
            .openTelemetry()
            .getTracer("other")
            .spanBuilder("theirs")
            .setSpanKind(SpanKind.CLIENT)
            .startSpan();
    WebCall call = WebCall.get(url("/")).header("traceparent", "theirs").header("baggage", "x=y");
    onBehalfOfAlice(
        () -> Context.current().with(theirs).wrap(() -> client(cairn("*")).send(call)).call());
    theirs.end();
    assertThat(telemetry.spans()).extracting(SpanData::getName).containsOnly("theirs", "entry");
    assertThat(received().header("traceparent")).isEqualTo("theirs");
    assertThat(received().header("baggage")).startsWith("x=y,cairn.origin=");
    assertThat(durations()).isEmpty();
  }
}
