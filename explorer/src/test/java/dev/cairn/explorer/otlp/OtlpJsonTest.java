// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.RequestHeadersBuilder;
import dev.cairn.CairnAttributes;
import dev.cairn.explorer.store.EventRecord;
import dev.cairn.explorer.store.LossRecord;
import dev.cairn.explorer.store.SpanRecord;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * OTLP in JSON, as the SDKs of browsers and scripts send it: ids in hex of either case, 64-bit
 * numbers as text or as numbers, enums by number, fields of versions to come.
 */
final class OtlpJsonTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

  /** As @opentelemetry/exporter-trace-otlp-http sends it: times as text, no empty fields. */
  private static final String OF_JAVASCRIPT =
      """
      {"resourceSpans":[{"resource":{"attributes":[
          {"key":"service.name","value":{"stringValue":"web"}},
          {"key":"process.pid","value":{"intValue":4242}}],"droppedAttributesCount":0},
        "scopeSpans":[{"scope":{"name":"@opentelemetry/instrumentation-http","version":"0.57.0"},
          "spans":[{"traceId":"%s","spanId":"00f067aa0ba902b7","parentSpanId":"",
            "traceState":"","name":"POST /photos","kind":2,"flags":257,
            "startTimeUnixNano":"1795429502123456789","endTimeUnixNano":"1795429502223456789",
            "attributes":[
              {"key":"http.response.status_code","value":{"intValue":"201"}},
              {"key":"ratio","value":{"doubleValue":0.25}},
              {"key":"ok","value":{"boolValue":true}},
              {"key":"tags","value":{"arrayValue":{"values":[{"stringValue":"a"}]}}}],
            "events":[{"timeUnixNano":"1795429502200000000","name":"exception",
              "attributes":[{"key":"exception.message","value":{"stringValue":"no"}}]}],
            "links":[{"traceId":"%s","spanId":"00F067AA0BA902B8","attributes":[]}],
            "status":{"code":2,"message":"no"},"aFieldToCome":{"nested":[1]}}],
          "schemaUrl":"https://opentelemetry.io/schemas/1.37.0"}]}]}
      """
          .formatted(TRACE, TRACE.toUpperCase());

  private final ScriptedStore store = new ScriptedStore();
  private final ReceiverServer server = new ReceiverServer(store);

  @AfterEach
  void close() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void span_arrivesWhole(boolean packed) throws IOException {
    AggregatedHttpResponse response = post("/v1/traces", OF_JAVASCRIPT, packed);

    assertThat(response.status().code()).isEqualTo(200);
    assertThat(response.contentType().toString()).isEqualTo("application/json");
    assertThat(response.contentUtf8()).isEqualTo("{}");
    SpanRecord span = store.trace(TRACE).get(0);
    assertThat(span.identity()).isEqualTo(new SpanRecord.Identity(TRACE, "00f067aa0ba902b7", null));
    assertThat(span.service()).isEqualTo("web");
    assertThat(span.operation().emitter().resource().get(AttributeKey.longKey("process.pid")))
        .isEqualTo(4242);
    assertThat(span.operation().kind()).isEqualTo(SpanKind.SERVER);
    assertThat(span.operation().status()).isEqualTo(new SpanRecord.Status(StatusCode.ERROR, "no"));
    assertThat(span.times())
        .isEqualTo(new SpanRecord.Times(1795429502123456789L, 1795429502223456789L));
    assertThat(span.attribute(CairnAttributes.HTTP_RESPONSE_STATUS_CODE)).isEqualTo(201);
    assertThat(span.attribute(AttributeKey.doubleKey("ratio"))).isEqualTo(0.25);
    assertThat(span.attribute(AttributeKey.booleanKey("ok"))).isTrue();
    assertThat(span.attribute(AttributeKey.stringArrayKey("tags"))).containsExactly("a");
    assertThat(span.links()).containsExactly(new SpanRecord.Link(TRACE, "00f067aa0ba902b8", null));
    assertThat(span.content().events())
        .extracting(SpanRecord.Event::name)
        .containsExactly("exception");
  }

  @Test
  void idsThatAreNone_areRejected_andTheRestStored() throws IOException {
    String broken = OF_JAVASCRIPT.replace("00f067aa0ba902b7", "0000000000000000");
    assertThat(post("/v1/traces", broken, false).contentUtf8())
        .contains("\"partialSuccess\"", "\"rejectedSpans\":\"1\"");
    String word = OF_JAVASCRIPT.replace("00f067aa0ba902b7", "zzzzzzzzzzzzzzzz");
    assertThat(post("/v1/traces", word, false).contentUtf8()).contains("rejectedSpans");

    assertThat(store.losses().rejectedSpans()).isEqualTo(2);
    assertThat(store.size()).isZero();
  }

  @Test
  void event_arrives() throws IOException {
    post(
        "/v1/logs",
        """
        {"resourceLogs":[{"scopeLogs":[{"scope":{"name":"app"},"logRecords":[
          {"timeUnixNano":1795429502123456789,"eventName":"thanked","severityNumber":9,
           "traceId":"%s","spanId":"00f067aa0ba902b7","body":{"stringValue":"hi"},
           "attributes":[{"key":"user.id","value":{"stringValue":"ada"}}]}]}]}]}
        """
            .formatted(TRACE),
        false);

    EventRecord event = store.events().get(0);
    assertThat(event.name()).isEqualTo("thanked");
    assertThat(event.timeNanos()).isEqualTo(1795429502123456789L);
    assertThat(event.where()).isEqualTo(new EventRecord.Where(TRACE, "00f067aa0ba902b7"));
    assertThat(event.emitter().service()).isNull();
    assertThat(event.attribute(CairnAttributes.USER_ID)).isEqualTo("ada");
  }

  /** A delta without a start is a series of its own, so that deltas add up. */
  @Test
  void losses_arrive_cumulativeOrDelta() throws IOException {
    String sum =
        """
        {"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"name":"cairn.keep.dropped",
          "sum":{"isMonotonic":true,"aggregationTemporality":%s,
            "dataPoints":[{"startTimeUnixNano":"%s","timeUnixNano":"20","asInt":"5"}]}}]}]}]}
        """;
    post("/v1/metrics", sum.formatted("2", "10"), false);
    post("/v1/metrics", sum.formatted("\"AGGREGATION_TEMPORALITY_DELTA\"", "0"), false);

    assertThat(store.lossRecords())
        .extracting(LossRecord::times)
        .containsExactly(new SpanRecord.Times(10, 20), new SpanRecord.Times(20, 20));
    assertThat(store.lossRecords()).extracting(LossRecord::value).isEqualTo(List.of(5L, 5L));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{\"resourceSpans\":7}", "{\"resourceSpans\"", "not json"})
  void whatIsNotOtlp_isMalformed(String body) throws IOException {
    AggregatedHttpResponse response = post("/v1/traces", body, false);

    assertThat(response.status().code()).isEqualTo(400);
    assertThat(response.contentType().toString()).isEqualTo("application/json");
    assertThat(response.contentUtf8()).contains("\"code\":3", "not OTLP");
  }

  @Test
  void nestingWithoutEnd_isMalformed() throws IOException {
    String deep = "{\"resourceSpans\":" + "[".repeat(100_000);

    assertThat(post("/v1/traces", deep, false).status().code()).isEqualTo(400);
  }

  private AggregatedHttpResponse post(String path, String json, boolean packed) throws IOException {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    RequestHeadersBuilder headers =
        RequestHeaders.builder(HttpMethod.POST, path).set("content-type", "application/json");
    if (packed) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
        out.write(body);
      }
      body = bytes.toByteArray();
      headers.set("content-encoding", "gzip");
    }
    return WebClient.of(server.url())
        .execute(HttpRequest.of(headers.build(), HttpData.wrap(body)))
        .aggregate()
        .join();
  }
}
