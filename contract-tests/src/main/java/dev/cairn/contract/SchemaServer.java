// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server of DynamoDB before the real one, whose answers to DescribeTable are trapped. */
final class SchemaServer implements AutoCloseable {
  private static final List<String> PASSED_ON =
      List.of("X-Amz-Target", "Content-Type", "Authorization", "X-Amz-Date");

  private final URI real;
  private final Trap trap;
  private final HttpServer server;
  private final HttpClient client = HttpClient.newHttpClient();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(work -> new Thread(work, "schema-server"));

  SchemaServer(URI real, Trap trap) throws IOException {
    this.real = real;
    this.trap = trap;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::serve);
    server.setExecutor(threads);
    server.start();
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private void serve(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
    try {
      if (target.endsWith(".DescribeTable") && trap.spring()) {
        answer(exchange, 200, instead().getBytes(UTF_8));
        return;
      }
      HttpResponse<byte[]> response = forward(exchange, body);
      answer(exchange, response.statusCode(), response.body());
    } catch (Trap.Injected exception) {
      answer(exchange, 400, "{\"__type\":\"AccessDeniedException\"}".getBytes(UTF_8));
    } finally {
      exchange.close(); // and where the trap throws an error, without an answer
    }
  }

  private String instead() {
    return trap.fault() == Fault.NULL
        ? "{}"
        : "{\"Table\":{\"KeySchema\":[{\"AttributeName\":\""
            + trap.huge()
            + "\",\"KeyType\":\"HASH\"}]}}";
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
    exchange.getResponseHeaders().set("x-amzn-RequestId", "SCHEMA");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  private HttpResponse<byte[]> forward(HttpExchange exchange, byte[] body) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(real).POST(HttpRequest.BodyPublishers.ofByteArray(body));
    for (String name : PASSED_ON) {
      String value = exchange.getRequestHeaders().getFirst(name);
      if (value != null) {
        request.header(name, value);
      }
    }
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
