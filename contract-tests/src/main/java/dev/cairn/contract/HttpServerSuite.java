// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.contract;

import dev.cairn.Cairn;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A server that a suite decorates, and a plain client of it, on loopback. */
@Timeout(30)
public abstract class HttpServerSuite {
  static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  static final String TRACEPARENT = "00-" + TRACE + "-00f067aa0ba902b7-01";
  static final String ORIGIN =
      "cairn.origin=00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01,"
          + "cairn.request=POST%20/uploads,cairn.service=gateway,user.id=bob,tenant.id=acme";

  /** Receives what is exported. */
  @RegisterExtension protected final Telemetry telemetry = new Telemetry();

  final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private WebApp.Server server;

  /** Starts a server on a random port of loopback that serves the application at {@code /}. */
  protected abstract WebApp.Server serve(Listener listener, WebApp application) throws Exception;

  @AfterEach
  final void stop() {
    if (server != null) {
      server.close();
    }
  }

  /** Returns Cairn upon {@link #telemetry}, as service {@code photo-api}. */
  protected final Cairn cairn() {
    return Cairn.builder(telemetry.openTelemetry()).service("photo-api").build();
  }

  final void start(Listener listener, WebApp application) throws Exception {
    stop();
    server = serve(listener, application);
  }

  final HttpRequest.Builder request(String pathAndQuery) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + pathAndQuery))
        .timeout(Duration.ofSeconds(20));
  }

  final HttpResponse<String> get(String path, String... headers) throws Exception {
    HttpRequest.Builder request = request(path);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  static WebApp answering(int status) {
    return exchange -> exchange.respond(status, -1).close();
  }

  final SpanData span(String name) {
    telemetry.await(name);
    return telemetry.span(name);
  }

  /** Returns the port of the server. */
  final int port() {
    return server.port();
  }

  final List<HistogramPointData> durations() {
    return telemetry.metrics().stream()
        .filter(metric -> metric.getName().equals("http.server.request.duration"))
        .map(MetricData::getHistogramData)
        .flatMap(data -> data.getPoints().stream())
        .toList();
  }
}
