// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchRuntimeException;

import dev.cairn.Cairn;
import dev.cairn.CairnAttributes;
import dev.cairn.StampMode;
import dev.cairn.contract.CannedServer.Sent;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What decorated clients of S3 send, and what they make of answers that stand-ins never give. */
public abstract class S3WireContract {
  private static final String TRACE = "x-amzn-trace-id";
  private static final List<String> OF_EACH_REQUEST =
      List.of("authorization", "x-amz-date", "amz-sdk-invocation-id", "connection");

  @RegisterExtension protected final Telemetry telemetry = new Telemetry();

  private final CannedServer server = new CannedServer();
  private ObjectClient decorated;

  /** Returns a client of the endpoint decorated by {@code cairn}, or not where that is null. */
  protected abstract ObjectClient newClient(Cairn cairn, URI endpoint);

  @BeforeEach
  void open() {
    decorated = newClient(cairn(), server.endpoint());
  }

  @AfterEach
  void close() {
    decorated.close();
    server.close();
  }

  private Cairn cairn() {
    return Cairn.builder(telemetry.openTelemetry()).stamp("s3://*", StampMode.FULL).build();
  }

  private void asAda(Runnable call) {
    Requests.asAda(
        telemetry.openTelemetry(),
        () -> {
          call.run();
          return null;
        });
  }

  private Sent sent() {
    assertThat(server.requests()).hasSize(1);
    return server.requests().get(0);
  }

  private static String traceHeader(SpanData span, int sampled) {
    String trace = span.getTraceId();
    return "Root=1-%s-%s;Parent=%s;Sampled=%d"
        .formatted(trace.substring(0, 8), trace.substring(8), span.getSpanId(), sampled);
  }

  @Test
  void write_tellsSubscribersOfItsTrace() {
    asAda(() -> decorated.put("photos", "cat", "meow", Map.of()));

    assertThat(sent().headers())
        .containsEntry(TRACE, traceHeader(telemetry.span("S3.PutObject"), 1));
  }

  @Test
  void write_tellsSubscribersTruly_whenItIsNotSampled() {
    OpenTelemetrySdk unsampled =
        OpenTelemetrySdk.builder()
            .setTracerProvider(
                SdkTracerProvider.builder()
                    .setSampler(Sampler.alwaysOff())
                    .addSpanProcessor(new RunningSpans(new ConcurrentHashMap<>()))
                    .build())
            .build();
    try (ObjectClient client = newClient(Cairn.create(unsampled), server.endpoint())) {
      client.put("photos", "cat", "meow", Map.of());
    }

    assertThat(sent().headers().get(TRACE))
        .matches("Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=0");
  }

  @Test
  void traceHeaderOfTheApplication_isKept() {
    String own = "Root=1-5759e988-bd862e3fe1be46a994272793;Lineage=a:1";
    asAda(() -> decorated.putWithHeader("photos", "cat", "meow", "X-Amzn-Trace-Id", own));

    assertThat(sent().headers()).containsEntry(TRACE, own);
  }

  /** Every request header of SSE-C, the key's digest among them, takes the same way. */
  @Test
  void keyOfTheCustomer_isSentAsItIs() {
    String name = "x-amz-server-side-encryption-customer-key";
    asAda(() -> decorated.putWithHeader("photos", "cat", "meow", name, "MDEyMzQ1Njc4OWFi"));

    assertThat(sent().headers())
        .containsEntry(name, "MDEyMzQ1Njc4OWFi")
        .containsKey("x-amz-meta-cairn");
    assertThat(telemetry.span("S3.PutObject").toString()).doesNotContain("MDEyMzQ1Njc4OWFi");
  }

  @Test
  void calls_areSentAsByAnUndecoratedClient_butForStampAndTraceHeader() {
    Consumer<ObjectClient> session =
        client -> {
          client.put("photos", "cat", "meow", Map.of("title", "My cat"));
          client.putIfAbsent("photos", "cat", "meow");
          client.head("photos", "cat");
          client.delete("photos", "cat");
        };
    try (ObjectClient bare = newClient(null, server.endpoint())) {
      session.accept(bare);
    }
    List<Sent> plain = List.copyOf(server.requests());
    server.requests().clear();
    asAda(
        () -> {
          try (Scope scope = Baggage.builder().put("secret", "of ada").build().makeCurrent()) {
            session.accept(decorated);
          }
        });

    assertThat(server.requests().stream().map(S3WireContract::comparable))
        .containsExactlyElementsOf(plain.stream().map(S3WireContract::comparable).toList());
    assertThat(server.requests().stream().map(sent -> sent.headers().containsKey(TRACE)))
        .as("on writes only")
        .containsExactly(true, true, false, true);
  }

  private static Sent comparable(Sent sent) {
    Map<String, String> headers = new TreeMap<>(sent.headers());
    headers.keySet().removeAll(OF_EACH_REQUEST);
    headers.keySet().removeAll(List.of(TRACE, "x-amz-meta-cairn"));
    return new Sent(sent.method(), sent.uri(), headers, unsigned(sent.body()));
  }

  /** Chunks of a body are signed, too. */
  private static String unsigned(String body) {
    return body.replaceAll("chunk-signature=[0-9a-f]+", "")
        .replaceAll("x-amz-trailer-signature:[0-9a-f]+", "");
  }

  @Test
  void deleteOfMany_saysWhichWereNotDeleted() {
    server.answer(
        200,
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <DeleteResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">
          <Deleted><Key>cat</Key></Deleted>
          <Error><Key>dog</Key><Code>AccessDenied</Code><Message>Access Denied</Message></Error>
          <Error><Key>cow</Key><Code>InternalError</Code><Message>Sorry</Message></Error>
        </DeleteResult>\
        """);
    asAda(
        () ->
            assertThat(decorated.deleteAll("photos", List.of("cat", "dog", "cow")))
                .containsExactly("dog", "cow"));

    SpanData span = telemetry.span("S3.DeleteObjects");
    assertThat(span.getAttributes().get(CairnAttributes.ADDRESSES))
        .containsExactly("s3://photos/cat", "s3://photos/dog", "s3://photos/cow");
    assertThat(span.getAttributes().get(CairnAttributes.OUTCOMES))
        .containsExactly("applied", "rejected", "unknown");
  }

  @Test
  protected void copy_isNoWrite_whenItFailsAfterAnswering200() {
    for (int attempt = 0; attempt < 10; attempt++) {
      server.answer(
          200,
          """
          <?xml version="1.0" encoding="UTF-8"?>
          <Error><Code>InternalError</Code><Message>Sorry</Message></Error>\
          """);
    }
    asAda(
        () ->
            assertThat(catchRuntimeException(() -> decorated.copy("photos", "cat", "copy")))
                .isNotNull());

    assertThat(telemetry.spans("S3.CopyObject"))
        .isNotEmpty()
        .allSatisfy(
            span ->
                assertThat(span.getAttributes().get(CairnAttributes.OUTCOME)).isEqualTo("unknown"));
  }

  @Test
  void restore_isRecorded_andNotStamped() {
    server.answer(202, "");
    asAda(() -> decorated.restore("photos", "cat"));

    SpanData span = telemetry.span("S3.RestoreObject");
    assertThat(span.getAttributes().get(CairnAttributes.ADDRESS)).isEqualTo("s3://photos/cat");
    assertThat(span.getAttributes().get(CairnAttributes.OUTCOME)).isEqualTo("applied");
    assertThat(span.getAttributes().get(CairnAttributes.STAMP)).isEqualTo("skipped:not-carried");
    assertThat(sent().headers()).doesNotContainKey("x-amz-meta-cairn");
  }
}
