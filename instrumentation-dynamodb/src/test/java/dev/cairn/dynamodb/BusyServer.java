// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.cairn.local.LocalAws;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.Executors;

/**
 * DynamoDB Local as one that is busy: of each batch it carries out the first write alone and says
 * that the others are left, as they were sent, which DynamoDB Local itself never does.
 */
final class BusyServer {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> PASSED_ON =
      List.of("X-Amz-Target", "Content-Type", "Authorization", "X-Amz-Date");
  private static URI shared;

  private final HttpClient client = HttpClient.newHttpClient();

  private BusyServer() {}

  /** Returns the endpoint of the one that all tests of this JVM share. */
  static synchronized URI endpoint() {
    if (shared == null) {
      shared = new BusyServer().start();
    }
    return shared;
  }

  private URI start() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext("/", this::serve);
      server.setExecutor(
          Executors.newCachedThreadPool(
              work -> {
                Thread daemon = new Thread(work, "busy-server");
                daemon.setDaemon(true);
                return daemon;
              }));
      server.start();
      return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private void serve(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    byte[] answer;
    int status;
    String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
    if (target.endsWith(".BatchWriteItem")) {
      ObjectNode request = (ObjectNode) JSON.readTree(body);
      ObjectNode left = keepFirst((ObjectNode) request.get("RequestItems"));
      HttpResponse<byte[]> response = forward(exchange, JSON.writeValueAsBytes(request));
      ObjectNode answered = (ObjectNode) JSON.readTree(response.body());
      answered.set("UnprocessedItems", left);
      answer = JSON.writeValueAsBytes(answered);
      status = response.statusCode();
    } else {
      HttpResponse<byte[]> response = forward(exchange, body);
      answer = response.body();
      status = response.statusCode();
    }
    exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
    exchange.getResponseHeaders().set("x-amzn-RequestId", "BUSY");
    exchange.sendResponseHeaders(status, answer.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(answer);
    }
  }

  /** Leaves one write in the request, and returns the others. */
  private static ObjectNode keepFirst(ObjectNode tables) {
    ObjectNode left = JSON.createObjectNode();
    for (String table : tables.properties().stream().map(e -> e.getKey()).toList()) {
      ArrayNode writes = (ArrayNode) tables.get(table);
      ArrayNode rest = left.putArray(table);
      while (writes.size() > 1) {
        JsonNode write = writes.remove(1);
        rest.add(write);
      }
    }
    return left;
  }

  private HttpResponse<byte[]> forward(HttpExchange exchange, byte[] body) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(LocalAws.shared().dynamoDbEndpoint())
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
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
}
