// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.Cairn;
import dev.cairn.CairnAttributes;
import dev.cairn.Origin;
import dev.cairn.contract.Telemetry;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Beside OpenTelemetry's own libraries: one span a call, and one measurement. */
@Timeout(30)
class InCompanyTest {
  @RegisterExtension final Telemetry telemetry = new Telemetry();
  private final AtomicReference<String> baggage = new AtomicReference<>();
  private final AtomicReference<Origin> seen = new AtomicReference<>();
  private final AtomicReference<Baggage> application = new AtomicReference<>();
  private JdkWebApp server;

  @BeforeEach
  void start() throws IOException {
    server =
        new JdkWebApp(
            "/",
            exchange -> {
              List<String> lines = exchange.getRequestHeaders().get("baggage");
              baggage.set(lines == null ? null : String.join("|", lines));
              seen.set(Origin.current());
              application.set(Baggage.current());
              exchange.sendResponseHeaders(204, -1);
              exchange.close();
            },
            List.of());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private HttpRequest request() {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/x")).build();
  }

  private Cairn cairn() {
    return Cairn.builder(telemetry.openTelemetry()).tell("127.0.0.1").build();
  }

  private List<String> measured() {
    return telemetry.metrics().stream()
        .filter(metric -> metric.getName().startsWith("http."))
        .map(MetricData::getName)
        .toList();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void serverSpanOfOpenTelemetry_isOnlyGivenTheOrigin(boolean oursFirst) throws Exception {
    CairnHttpServer ours =
        CairnHttpServer.builder(cairn())
            .resolver((request, origin) -> origin.withUser("alice", null))
            .build();
    if (oursFirst) {
      server.context.getFilters().add(ours.filter());
    }
    Peers.configure(telemetry.openTelemetry(), server.context);
    if (!oursFirst) {
      server.context.getFilters().add(ours.filter());
    }
    HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(request(), (name, value) -> true)
                .header("baggage", "a=b,user.id=mallory")
                .build(),
            BodyHandlers.discarding());
    telemetry.awaitSpans(1);
    SpanData span = telemetry.spans().get(0);
    assertThat(telemetry.spans()).hasSize(1);
    assertThat(span.getKind()).isEqualTo(SpanKind.SERVER);
    assertThat(span.getInstrumentationScopeInfo().getName()).startsWith("io.opentelemetry.");
    assertThat(span.getAttributes().get(CairnAttributes.USER_ID)).isEqualTo("alice");
    assertThat(seen.get().spanContext()).isEqualTo(span.getSpanContext());
    assertThat(seen.get().user()).isEqualTo("alice");
    assertThat(application.get().asMap()).containsOnlyKeys("a");
    assertThat(measured()).hasSizeLessThanOrEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"theirs below ours", "ours below theirs"})
  void clientOfOpenTelemetry_isOnlyGivenTheOrigin(String order) throws Exception {
    CairnHttpClient ours = CairnHttpClient.create(cairn());
    HttpClient bare = HttpClient.newHttpClient();
    HttpClient client =
        order.equals("theirs below ours")
            ? ours.wrap(Peers.wrap(telemetry.openTelemetry(), bare))
            : Peers.wrap(telemetry.openTelemetry(), ours.wrap(bare));
    isOnlyGivenTheOrigin(() -> client.send(request(), BodyHandlers.discarding()));
  }

  @Test
  void okHttpOfOpenTelemetry_isOnlyGivenTheOrigin() throws Exception {
    Call.Factory theirs =
        Peers.callFactory(
            telemetry.openTelemetry(), CairnOkHttp.create(cairn()).wrap(new OkHttpClient()));
    isOnlyGivenTheOrigin(() -> theirs.newCall(okHttpRequest()).execute().code());
  }

  @Test
  void okHttpOfOpenTelemetry_tellsNobodyElse() throws Exception {
    Cairn telling = Cairn.create(telemetry.openTelemetry());
    Call.Factory theirs =
        Peers.callFactory(
            telemetry.openTelemetry(), CairnOkHttp.create(telling).wrap(new OkHttpClient()));
    send(
        () -> theirs.newCall(okHttpRequest()).execute().code(),
        Baggage.builder().put("a", "b").build());
    assertThat(baggage.get()).isEqualTo("a=b");
  }

  private Request okHttpRequest() {
    return new Request.Builder().url(request().uri().toString()).build();
  }

  @Test
  void apacheOfOpenTelemetry_isOnlyGivenTheOrigin() throws Exception {
    try (CloseableHttpClient client = besideTheirs(cairn())) {
      isOnlyGivenTheOrigin(() -> client.execute(new HttpGet(request().uri()), this::status));
      telemetry.reset();
      assertThatThrownBy(() -> client.execute(new HttpGet("http://127.0.0.1:1/"), this::status))
          .isInstanceOf(IOException.class);
      assertThat(telemetry.spans()).hasSize(1);
    }
  }

  @Test
  void apacheOfOpenTelemetry_tellsNobodyElse() throws Exception {
    try (CloseableHttpClient client = besideTheirs(Cairn.create(telemetry.openTelemetry()))) {
      send(
          () -> client.execute(new HttpGet(request().uri()), this::status),
          Baggage.builder().put("a", "b").build());
    }
    assertThat(baggage.get()).isEqualTo("a=b");
  }

  private CloseableHttpClient besideTheirs(Cairn cairn) {
    return CairnApacheHttpClient.create(cairn)
        .decorate(Peers.apacheBuilder(telemetry.openTelemetry()))
        .build();
  }

  private int status(ClassicHttpResponse response) {
    return response.getCode();
  }

  private void isOnlyGivenTheOrigin(Callable<?> call) throws Exception {
    for (Baggage applications : List.of(Baggage.empty(), Baggage.builder().put("a", "b").build())) {
      telemetry.reset();
      send(call, applications);
      assertThat(telemetry.spans()).hasSize(1);
      assertThat(telemetry.spans().get(0).getKind()).isEqualTo(SpanKind.CLIENT);
      assertThat(telemetry.spans().get(0).getInstrumentationScopeInfo().getName())
          .startsWith("io.opentelemetry.");
      assertThat(Origin.fromBaggage(baggage.get()).user()).isEqualTo("alice");
      assertThat(baggage.get().contains("a=b")).isEqualTo(!applications.isEmpty());
      assertThat(measured()).hasSizeLessThanOrEqualTo(1);
    }
  }

  @Test
  void clientOfOpenTelemetry_tellsNobodyElse() throws Exception {
    HttpClient client =
        CairnHttpClient.create(Cairn.create(telemetry.openTelemetry()))
            .wrap(Peers.wrap(telemetry.openTelemetry(), HttpClient.newHttpClient()));
    send(
        () -> client.send(request(), BodyHandlers.discarding()),
        Baggage.builder().put("a", "b").build());
    assertThat(baggage.get()).isEqualTo("a=b");
  }

  @SuppressWarnings("try") // scopes are there to be closed
  private static void send(Callable<?> call, Baggage applications) throws Exception {
    String origin =
        "cairn.origin=00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01,user.id=alice";
    try (Scope baggageScope = applications.makeCurrent();
        Scope scope = Origin.fromBaggage(origin).makeCurrent()) {
      call.call();
    }
  }
}
