// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.benchmarks;

import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.cairn.http.CairnHttpClient;
import dev.cairn.http.CairnHttpServer;
import io.opentelemetry.instrumentation.javahttpclient.JavaHttpClientTelemetry;
import io.opentelemetry.instrumentation.javahttpserver.JavaHttpServerTelemetry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** Requests over loopback. Only one side is decorated, and only the thread of that side counts. */
final class HttpHops {
  private HttpHops() {}

  static List<Row> rows() {
    return List.of(
        new Row("http", "client java.net.http", HttpHops::client)
            .with(Variant.CAIRN_PLAIN, 100, 90)
            .with(Variant.CAIRN_PLAIN_UNSAMPLED),
        new Row("http", "server JDK HttpServer", HttpHops::server)
            .with(Variant.CAIRN_PLAIN, 100, 100)
            .with(Variant.CAIRN_PLAIN_UNSAMPLED));
  }

  private static Call client(Variant variant, Telemetry telemetry) throws IOException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url(telemetry))).build();
    HttpClient client = decorated(HttpClient.newHttpClient(), variant, telemetry);
    return () -> client.send(request, BodyHandlers.discarding()).statusCode();
  }

  /** Returns the URL of a server that answers with nothing, on threads that do not count. */
  static String url(Telemetry telemetry) throws IOException {
    HttpContext context = listen(telemetry, Executors.newCachedThreadPool());
    return "http://127.0.0.1:" + port(context) + "/photos/7";
  }

  private static HttpClient decorated(HttpClient bare, Variant variant, Telemetry telemetry) {
    if (variant.isCairn()) {
      return CairnHttpClient.create(telemetry.cairn(variant)).wrap(bare);
    }
    return variant.isOpenTelemetry()
        ? JavaHttpClientTelemetry.create(telemetry.openTelemetry()).newHttpClient(bare)
        : bare;
  }

  private static Call server(Variant variant, Telemetry telemetry) throws Exception {
    ExecutorService thread = Executors.newSingleThreadExecutor();
    HttpContext context = listen(telemetry, thread);
    if (variant.isCairn()) {
      context
          .getFilters()
          .add(
              CairnHttpServer.builder(telemetry.cairn(variant))
                  .routes("/photos/{id}")
                  .resolver((request, origin) -> origin.withUser("ada.lovelace", "acme"))
                  .build()
                  .filter());
    } else if (variant.isOpenTelemetry()) {
      JavaHttpServerTelemetry.create(telemetry.openTelemetry()).configure(context);
    }
    RawConnection connection = new RawConnection(port(context), Telemetry.headers(variant));
    telemetry.onClose(connection);
    long id = thread.submit(() -> Thread.currentThread().getId()).get();
    return new Call() {
      @Override
      public Object run() throws IOException {
        return connection.exchange();
      }

      @Override
      public long[] threads() {
        return new long[] {id};
      }

      @Override
      public void settle() throws Exception {
        thread.submit(() -> null).get();
      }
    };
  }

  /** Returns what answers every request with nothing. */
  private static HttpContext listen(Telemetry telemetry, ExecutorService threads)
      throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    Consumer<String> wire = telemetry.wire();
    HttpContext context = server.createContext("/", exchange -> answer(exchange, wire));
    server.start();
    telemetry.onClose(
        () -> {
          server.stop(0);
          threads.shutdownNow();
        });
    return context;
  }

  private static void answer(HttpExchange exchange, Consumer<String> wire) throws IOException {
    if (wire != null) {
      wire.accept(exchange.getRequestHeaders().entrySet().toString());
    }
    exchange.sendResponseHeaders(204, -1);
    exchange.close();
  }

  private static int port(HttpContext context) {
    return context.getServer().getAddress().getPort();
  }
}
