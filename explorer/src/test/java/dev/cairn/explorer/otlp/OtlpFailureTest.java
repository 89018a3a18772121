// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.RequestHeadersBuilder;
import dev.cairn.explorer.store.SpanRecord;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is not OTLP, too much or ill-timed, octet by octet. */
final class OtlpFailureTest {
  private static final String TRACES = "/v1/traces";
  private static final String GRPC = "/opentelemetry.proto.collector.trace.v1.TraceService/Export";
  private static final byte[] GARBAGE = {(byte) 0xff, 1, 2, 3};

  private final ScriptedStore store = new ScriptedStore();
  private final ReceiverServer server = new ReceiverServer(store);

  @AfterEach
  void close() {
    store.open.complete(null);
    server.close();
  }

  @Test
  void garbage_isMalformed_overHttp() throws IOException {
    AggregatedHttpResponse response = http(TRACES, "application/x-protobuf", null, GARBAGE);

    assertThat(response.status().code()).isEqualTo(400);
    assertThat(response.contentType().toString()).isEqualTo("application/x-protobuf");
    CodedInputStream status = CodedInputStream.newInstance(response.content().array());
    assertThat(status.readTag()).isEqualTo(1 << 3);
    assertThat(status.readInt32()).isEqualTo(3);
    assertThat(status.readTag()).isEqualTo(2 << 3 | 2);
    assertThat(status.readString()).contains("not OTLP");
  }

  @Test
  void garbage_isMalformed_overGrpc() {
    AggregatedHttpResponse response = grpc(frame(0, GARBAGE), null);

    assertThat(response.status().code()).isEqualTo(200);
    assertThat(response.headers().get("grpc-status")).isEqualTo("3");
    assertThat(response.headers().get("grpc-message")).contains("not%20OTLP");
  }

  @Test
  void cutFrame_isMalformed() {
    assertThat(grpc(new byte[] {0, 0, 0}, null).headers().get("grpc-status")).isEqualTo("3");
    assertThat(grpc(new byte[] {0, 0, 0, 0, 9, 1}, null).headers().get("grpc-status"))
        .isEqualTo("3");
  }

  @Test
  void whatIsNotGzip_isMalformed() {
    assertThat(http(TRACES, "application/x-protobuf", "gzip", GARBAGE).status().code())
        .isEqualTo(400);
    assertThat(grpc(frame(1, GARBAGE), "gzip").headers().get("grpc-status")).isEqualTo("3");
  }

  @Test
  void otherEncodingsAndTypes_areUnsupported() {
    assertThat(http(TRACES, "application/x-protobuf", "br", GARBAGE).status().code())
        .isEqualTo(415);
    assertThat(http(TRACES, "text/plain", null, "{}".getBytes()).status().code()).isEqualTo(415);
    assertThat(grpc(frame(1, GARBAGE), "snappy").headers().get("grpc-status")).isEqualTo("12");
    AggregatedHttpResponse json =
        send(headers(GRPC).set("content-type", "application/grpc+json"), frame(0, GARBAGE));
    assertThat(json.headers().get("grpc-status")).isEqualTo("12");
  }

  @Test
  void onlyPost_isTaken() {
    assertThat(client().get(TRACES).aggregate().join().status().code()).isEqualTo(405);
  }

  @Test
  void batchTooLarge_isRefused_andNotToBeSentAgain() {
    byte[] large = new byte[OtlpReceiver.MAX_BATCH_BYTES + 1];

    assertThat(http(TRACES, "application/x-protobuf", null, large).status().code()).isEqualTo(413);
    AggregatedHttpResponse grpc = grpc(frame(0, large), null);
    assertThat(grpc.status().code() == 413 || "8".equals(grpc.headers().get("grpc-status")))
        .isTrue();
  }

  @Test
  void bombOfGzip_isRefusedBeforeItUnfolds() {
    byte[] bomb = gzip(new byte[OtlpReceiver.MAX_BATCH_BYTES + 1]);
    assertThat(bomb).hasSizeLessThan(100_000);

    assertThat(http(TRACES, "application/x-protobuf", "gzip", bomb).status().code()).isEqualTo(413);
    assertThat(grpc(frame(1, bomb), "gzip").headers().get("grpc-status")).isEqualTo("8");
  }

  @Test
  void storeThatFails_isToBeTriedAgain() {
    store.broken = true;

    assertThat(http(TRACES, "application/x-protobuf", null, spans(span(16, 8))).status().code())
        .isEqualTo(503);
    assertThat(grpc(frame(0, spans(span(16, 8))), null).headers().get("grpc-status"))
        .isEqualTo("14");
  }

  @Test
  void tooManyBatchesAtOnce_areToBeTriedAgain_andTheOthersStored() {
    store.blocked = true;
    List<CompletableFuture<AggregatedHttpResponse>> waiting = new ArrayList<>();
    for (int i = 0; i < Admission.MAX_BATCHES; i++) {
      waiting.add(sendLater(TRACES, spans(span(16, 8))));
    }
    await()
        .until(
            () -> {
              AggregatedHttpResponse refused = sendLater(TRACES, spans()).get();
              return refused.status().code() == 503
                  && "1".equals(refused.headers().get("retry-after"));
            });
    store.open.complete(null);

    assertThat(waiting).allSatisfy(sent -> assertThat(sent.get().status().code()).isEqualTo(200));
  }

  @Test
  void batchThatTakesTooLong_isToBeSentAgain_overBothTransports() throws IOException {
    store.blocked = true;
    byte[] batch = spans(span(16, 8));
    try (ReceiverServer impatient = new ReceiverServer(store, Duration.ofMillis(300))) {
      WebClient client = WebClient.of(impatient.url());
      AggregatedHttpResponse http =
          client
              .execute(
                  headers(TRACES).set("content-type", "application/x-protobuf").build(),
                  HttpData.wrap(batch))
              .aggregate()
              .join();
      AggregatedHttpResponse grpc =
          client
              .execute(
                  headers(GRPC).set("content-type", "application/grpc").build(),
                  HttpData.wrap(frame(0, batch)))
              .aggregate()
              .join();

      assertThat(http.status().code()).isEqualTo(503);
      assertThat(http.headers().get("retry-after")).isEqualTo("1");
      assertThat(grpc.status().code()).isEqualTo(200);
      assertThat(grpc.headers().get("grpc-status")).isEqualTo("14");
      assertThat(grpc.headers().get("grpc-message")).contains("send%20it%20again");
    }
  }

  @Test
  void spansWithoutIds_areRejected_andTheRestStored() throws IOException {
    byte[] batch = spans(span(16, 8), span(15, 8), span(16, 0), Span.getDefaultInstance());

    AggregatedHttpResponse response = http(TRACES, "application/x-protobuf", null, batch);

    ExportTraceServiceResponse said =
        ExportTraceServiceResponse.parseFrom(response.content().array());
    assertThat(response.status().code()).isEqualTo(200);
    assertThat(said.getPartialSuccess().getRejectedSpans()).isEqualTo(3);
    assertThat(said.getPartialSuccess().getErrorMessage()).contains("trace id");
    assertThat(store.size()).isEqualTo(1);
    assertThat(store.losses().rejectedSpans()).isEqualTo(3);
  }

  @Test
  void textThatIsTooLong_isCut() {
    String text = "x".repeat(Limits.TEXT_CHARACTERS);

    http(
        TRACES,
        "application/x-protobuf",
        null,
        spans(
            span(16, 8).toBuilder().addAttributes(attribute("prompt", text(text + "yz"))).build()));

    assertThat(store.trace("01".repeat(16)))
        .singleElement()
        .extracting(span -> span.attribute(AttributeKey.stringKey("prompt")))
        .isEqualTo(text + "…");
  }

  @Test
  void spanThatIsTooLarge_isRejected_andTheRestStored() throws IOException {
    Span.Builder large = span(16, 8).toBuilder();
    AnyValue text = text("x".repeat(Limits.TEXT_CHARACTERS));
    for (int i = 0; i <= Limits.SPAN_OCTETS / Limits.TEXT_CHARACTERS; i++) {
      large.addAttributes(attribute("prompt." + i, text));
    }

    AggregatedHttpResponse response =
        http(TRACES, "application/x-protobuf", null, spans(large.build(), span(16, 8)));

    ExportTraceServiceResponse said =
        ExportTraceServiceResponse.parseFrom(response.content().array());
    assertThat(said.getPartialSuccess().getRejectedSpans()).isEqualTo(1);
    assertThat(said.getPartialSuccess().getErrorMessage()).contains("more than 1048576 octets");
    assertThat(store.size()).isEqualTo(1);
  }

  private static AnyValue text(String text) {
    return AnyValue.newBuilder().setStringValue(text).build();
  }

  @Test
  void wholeBatch_isAnsweredWithoutPartialSuccess() throws IOException {
    AggregatedHttpResponse response =
        http(TRACES, "application/x-protobuf", null, spans(span(16, 8)));

    assertThat(ExportTraceServiceResponse.parseFrom(response.content().array()))
        .isEqualTo(ExportTraceServiceResponse.getDefaultInstance());
  }

  @Test
  void valuesWithoutATypeOfTheApi_areKeptAsText() {
    AnyValue text = AnyValue.newBuilder().setStringValue("a").build();
    AnyValue number = AnyValue.newBuilder().setIntValue(7).build();
    Span span =
        span(16, 8).toBuilder()
            .addAttributes(attribute("octets", octets(1, 2)))
            .addAttributes(
                attribute(
                    "mixed",
                    AnyValue.newBuilder()
                        .setArrayValue(ArrayValue.newBuilder().addValues(text).addValues(number))
                        .build()))
            .addAttributes(
                attribute(
                    "map",
                    AnyValue.newBuilder()
                        .setKvlistValue(
                            KeyValueList.newBuilder().addValues(attribute("inner", text)))
                        .build()))
            .build();

    http(TRACES, "application/x-protobuf", null, spans(span));

    SpanRecord stored = store.trace("01".repeat(16)).get(0);
    assertThat(stored.attributes().asMap().keySet())
        .extracting(key -> key.getKey())
        .containsExactlyInAnyOrder("octets", "mixed", "map");
    assertThat(stored.attributes().asMap().toString()).contains("AQI=", "inner");
  }

  @Test
  void metricsAndLogsThatNoQuestionAsksFor_areTakenWithoutPartialSuccess() throws IOException {
    byte[] metrics =
        ExportMetricsServiceRequest.newBuilder()
            .addResourceMetrics(
                ResourceMetrics.newBuilder()
                    .addScopeMetrics(
                        ScopeMetrics.newBuilder()
                            .addMetrics(
                                Metric.newBuilder()
                                    .setGauge(
                                        Gauge.newBuilder()
                                            .addDataPoints(NumberDataPoint.newBuilder())))))
            .build()
            .toByteArray();
    byte[] logs =
        ExportLogsServiceRequest.newBuilder()
            .addResourceLogs(
                ResourceLogs.newBuilder()
                    .addScopeLogs(ScopeLogs.newBuilder().addLogRecords(LogRecord.newBuilder())))
            .build()
            .toByteArray();

    assertThat(
            ExportMetricsServiceResponse.parseFrom(
                http("/v1/metrics", "application/x-protobuf", null, metrics).content().array()))
        .isEqualTo(ExportMetricsServiceResponse.getDefaultInstance());
    assertThat(
            ExportLogsServiceResponse.parseFrom(
                http("/v1/logs", "application/x-protobuf", null, logs).content().array()))
        .isEqualTo(ExportLogsServiceResponse.getDefaultInstance());
    assertThat(http("/v1/logs", "application/x-protobuf", null, GARBAGE).status().code())
        .isEqualTo(400);
  }

  private static KeyValue attribute(String key, AnyValue value) {
    return KeyValue.newBuilder().setKey(key).setValue(value).build();
  }

  private static AnyValue octets(int... octets) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int octet : octets) {
      bytes.write(octet);
    }
    return AnyValue.newBuilder().setBytesValue(ByteString.copyFrom(bytes.toByteArray())).build();
  }

  private static Span span(int traceIdOctets, int spanIdOctets) {
    byte[] ones = new byte[16];
    Arrays.fill(ones, (byte) 1);
    return Span.newBuilder()
        .setTraceId(ByteString.copyFrom(ones, 0, traceIdOctets))
        .setSpanId(ByteString.copyFrom(ones, 0, spanIdOctets))
        .build();
  }

  private static byte[] spans(Span... spans) {
    return ExportTraceServiceRequest.newBuilder()
        .addResourceSpans(
            ResourceSpans.newBuilder()
                .addScopeSpans(ScopeSpans.newBuilder().addAllSpans(List.of(spans))))
        .build()
        .toByteArray();
  }

  private static byte[] frame(int packed, byte[] message) {
    return ByteBuffer.allocate(5 + message.length)
        .put((byte) packed)
        .putInt(message.length)
        .put(message)
        .array();
  }

  private static byte[] gzip(byte[] plain) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(plain);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return packed.toByteArray();
  }

  private AggregatedHttpResponse http(String path, String type, String encoding, byte[] body) {
    RequestHeadersBuilder headers = headers(path).set("content-type", type);
    return send(encoding == null ? headers : headers.set("content-encoding", encoding), body);
  }

  private CompletableFuture<AggregatedHttpResponse> sendLater(String path, byte[] body) {
    return client()
        .execute(
            HttpRequest.of(
                headers(path).set("content-type", "application/x-protobuf").build(),
                HttpData.wrap(body)))
        .aggregate();
  }

  private AggregatedHttpResponse grpc(byte[] body, String encoding) {
    RequestHeadersBuilder headers = headers(GRPC).set("content-type", "application/grpc");
    return send(encoding == null ? headers : headers.set("grpc-encoding", encoding), body);
  }

  private static RequestHeadersBuilder headers(String path) {
    return RequestHeaders.builder(HttpMethod.POST, path);
  }

  private AggregatedHttpResponse send(RequestHeadersBuilder headers, byte[] body) {
    return client()
        .execute(HttpRequest.of(headers.build(), HttpData.wrap(body)))
        .aggregate()
        .join();
  }

  private WebClient client() {
    return WebClient.of("h2c://127.0.0.1:" + server.port());
  }
}
