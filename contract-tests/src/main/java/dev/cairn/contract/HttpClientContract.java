// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.entry;

import dev.cairn.Cairn;
import dev.cairn.CairnAttributes;
import dev.cairn.Origin;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a decorated HTTP client does, seen on the wire by a plain server on loopback. */
public abstract class HttpClientContract extends HttpClientOriginContract {
  // Spans

  @Test
  void call_getsAClientSpanByTheConventions() throws Exception {
    client(cairn()).send(WebCall.get(url("/photos/1")));
    SpanData span = telemetry.span("GET");
    assertThat(span.getKind()).isEqualTo(SpanKind.CLIENT);
    assertThat(span.getStatus()).isEqualTo(StatusData.unset());
    assertThat(span.getAttributes().asMap())
        .containsExactlyInAnyOrderEntriesOf(
            Map.ofEntries(
                entry(CairnAttributes.HTTP_REQUEST_METHOD, "GET"),
                entry(CairnAttributes.URL_FULL, url("/photos/1")),
                entry(CairnAttributes.SERVER_ADDRESS, "127.0.0.1"),
                entry(CairnAttributes.SERVER_PORT, (long) port()),
                entry(CairnAttributes.HTTP_RESPONSE_STATUS_CODE, 200L),
                entry(CairnAttributes.NETWORK_PROTOCOL_VERSION, "1.1")));
  }

  @Test
  void unknownMethod_isOther() throws Exception {
    client(cairn()).send(new WebCall("FROBNICATE", url("/"), List.of(), "x"));
    SpanData span = telemetry.span("HTTP");
    assertThat(span.getAttributes().get(CairnAttributes.HTTP_REQUEST_METHOD)).isEqualTo("_OTHER");
    assertThat(span.getAttributes().get(CairnAttributes.HTTP_REQUEST_METHOD_ORIGINAL))
        .isEqualTo("FROBNICATE");
    assertThat(received().method()).isEqualTo("FROBNICATE");
  }

  @Test
  void query_isSentButNotRecorded() throws Exception {
    client(cairn()).send(WebCall.get(url("/photos?sig=abc%20d&who=alice")));
    assertThat(received().target()).isEqualTo("/photos?sig=abc%20d&who=alice");
    assertThat(telemetry.span("GET").getAttributes().get(CairnAttributes.URL_FULL))
        .isEqualTo(url("/photos?sig=REDACTED&who=REDACTED"));
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 500})
  void errorStatus_isAnError(int status) throws Exception {
    assertThat(client(cairn()).send(WebCall.get(url("/status/" + status))).status())
        .isEqualTo(status);
    SpanData span = telemetry.span("GET");
    assertThat(span.getStatus()).isEqualTo(StatusData.error());
    assertThat(span.getAttributes().get(CairnAttributes.ERROR_TYPE))
        .isEqualTo(Integer.toString(status));
  }

  @Test
  void exception_isRecordedAndTheSame() throws Exception {
    WebCall call = WebCall.get("http://127.0.0.1:" + closedPort() + "/");
    Throwable bare = catchThrowable(() -> client(null).send(call));
    Throwable decorated = catchThrowable(() -> client(cairn()).send(call));
    assertThat(decorated).hasSameClassAs(bare).hasMessage(bare.getMessage());
    SpanData span = telemetry.span("GET");
    assertThat(span.getStatus()).isEqualTo(StatusData.error());
    assertThat(span.getAttributes().get(CairnAttributes.ERROR_TYPE))
        .isEqualTo(bare.getClass().getName());
    assertThat(span.getEvents()).hasSize(1);
  }

  @Test
  void exceptionOfAnAsynchronousCall_isRecordedAndTheSame() throws Exception {
    WebCall call = WebCall.get("http://127.0.0.1:" + closedPort() + "/");
    Throwable bare = catchThrowable(() -> client(null).sendAsync(call).get());
    Throwable decorated = catchThrowable(() -> client(cairn()).sendAsync(call).get());
    assertThat(decorated).isInstanceOf(ExecutionException.class).hasSameClassAs(bare);
    assertThat(decorated.getCause())
        .hasSameClassAs(bare.getCause())
        .hasMessage(bare.getCause().getMessage());
    telemetry.await("GET");
    assertThat(telemetry.span("GET").getAttributes().get(CairnAttributes.ERROR_TYPE))
        .isEqualTo(bare.getCause().getClass().getName());
  }

  private static int closedPort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return free.getLocalPort();
    }
  }

  @Test
  void asynchronousCall_belongsToItsCaller() throws Exception {
    Cairn cairn = cairn("127.0.0.1");
    WebCall.Answer answer =
        onBehalfOfAlice(() -> client(cairn).sendAsync(WebCall.get(url("/photos/1")))).get();
    assertThat(answer.status()).isEqualTo(200);
    telemetry.await("GET");
    assertThat(telemetry.span("GET").getParentSpanId())
        .isEqualTo(telemetry.span("entry").getSpanId());
    assertThat(Origin.fromBaggage(received().header("baggage")).user())
        .isEqualTo("alice@example.com");
  }

  @Test
  void cancelledCall_endsItsSpan() throws Exception {
    CompletableFuture<WebCall.Answer> future = client(cairn()).sendAsync(WebCall.get(url("/hang")));
    telemetry.awaitThat(() -> !received.isEmpty());
    assertThat(telemetry.spans()).isEmpty();
    future.cancel(true);
    telemetry.await("GET");
    assertThat(telemetry.span("GET").getStatus()).isEqualTo(StatusData.error());
    assertThat(future).isCompletedExceptionally();
  }

  @Test
  void redirect_isOneSpan() throws Exception {
    WebCall.Answer answer = client(cairn(), true).send(WebCall.get(url("/moved")));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(received).extracting(Received::target).containsExactly("/moved", "/landed");
    assertThat(telemetry.span("GET").getAttributes().get(CairnAttributes.HTTP_RESPONSE_STATUS_CODE))
        .isEqualTo(200);
  }

  // Metrics

  @Test
  void duration_hasOnlyLowCardinality() throws Exception {
    WebCall.Client client = client(cairn());
    onBehalfOfAlice(() -> client.send(WebCall.get(url("/status/500"))));
    client.send(WebCall.get(url("/status/500?x=y")));
    assertThat(durations()).hasSize(1);
    HistogramPointData point = durations().get(0);
    assertThat(point.getCount()).isEqualTo(2);
    assertThat(point.getAttributes().asMap())
        .containsExactlyInAnyOrderEntriesOf(
            Map.<AttributeKey<?>, Object>of(
                CairnAttributes.HTTP_REQUEST_METHOD, "GET",
                CairnAttributes.SERVER_ADDRESS, "127.0.0.1",
                CairnAttributes.SERVER_PORT, (long) port(),
                CairnAttributes.HTTP_RESPONSE_STATUS_CODE, 500L,
                CairnAttributes.ERROR_TYPE, "500",
                CairnAttributes.NETWORK_PROTOCOL_VERSION, "1.1"));
    assertThat(point.getBoundaries())
        .containsExactly(
            0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5, 10.0);
    assertThat(point.getSum()).isBetween(0.0, 10.0);
  }

  // First law

  @Test
  void brokenPropagator_costsOnlyTheTraceContext() throws Exception {
    Cairn cairn =
        Cairn.builder(FaultySdk.brokenPropagator(telemetry.openTelemetry())).tell("*").build();
    onBehalfOfAlice(() -> client(cairn).send(WebCall.get(url("/"))));
    assertThat(telemetry.span("GET").getStatus()).isEqualTo(StatusData.unset());
    assertThat(received().header("traceparent")).isNull();
    assertThat(Origin.fromBaggage(received().header("baggage")).user())
        .isEqualTo("alice@example.com");
  }

  private static final String ORIGIN =
      "cairn.origin=00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01,user.id=bob";

  @Test
  void decoration_changesNoAnswer() throws Exception {
    differsInNothing(cairn("*"));
    telemetry.awaitSpans(10);
    onBehalfOfAlice(
        () -> {
          differsInNothing(cairn("*"));
          return null;
        });
    telemetry.awaitSpans(21); // and the caller's own
  }

  @Test
  void switchedOff_doesNothing() throws Exception {
    Cairn cairn = cairn("*");
    cairn.setEnabled(false);
    onBehalfOfAlice(() -> client(cairn).send(WebCall.get(url("/"))));
    assertThat(received().header("baggage")).isNull();
    assertThat(received().header("traceparent")).isNull();
    assertThat(telemetry.spans()).hasSize(1);
    assertThat(durations()).isEmpty();
    differsInNothing(cairn);
  }

  private void differsInNothing(Cairn cairn) throws Exception {
    received.clear();
    List<Object> bare = conversation(client(null));
    received.clear();
    assertThat(conversation(client(cairn))).isEqualTo(bare);
  }

  /** What was answered, and what was received but for the headers that are telemetry's. */
  private List<Object> conversation(WebCall.Client client) throws Exception {
    List<Object> heard = new CopyOnWriteArrayList<>();
    List<String> twice = List.of("X-Thing", "1", "x-thing", "2", "Accept", "text/plain");
    for (WebCall call :
        List.of(
            new WebCall("GET", url("/a?b=c%20d"), twice, null),
            new WebCall("POST", url("/b"), twice, "body"),
            new WebCall("DELETE", url("/c%2Fd"), List.of(), null),
            new WebCall("FROBNICATE", url("/status/404"), twice, "x"),
            new WebCall("HEAD", url("/status/500"), List.of(), null))) {
      heard.add(client.send(call));
      heard.add(client.sendAsync(call).get(10, TimeUnit.SECONDS));
    }
    for (Received request : received) {
      Map<String, List<String>> headers = new TreeMap<>(request.headers());
      headers.keySet().removeIf(name -> name.equalsIgnoreCase("traceparent"));
      headers.keySet().removeIf(name -> name.equalsIgnoreCase("baggage"));
      heard.add(List.of(request.method(), request.target(), headers, request.body()));
    }
    return heard;
  }
}
