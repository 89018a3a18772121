// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A plain server of HTTP that answers with the body it is sent, and knows what it received. */
final class EchoServer implements AutoCloseable {
  private final HttpServer server;
  private final Queue<Received> received = new ConcurrentLinkedQueue<>();

  /** A request, with the names of headers in lower case. */
  record Received(String method, String target, Map<String, List<String>> headers, String body) {}

  EchoServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  private void answer(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.putAll(exchange.getRequestHeaders());
    String target = exchange.getRequestURI().toString();
    received.add(
        new Received(exchange.getRequestMethod(), target, headers, new String(body, UTF_8)));
    boolean head = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(
        target.startsWith("/lost") ? 404 : 200, head ? -1 : body.length + 1);
    if (!head) {
      exchange.getResponseBody().write(body);
      exchange.getResponseBody().write('!');
    }
    exchange.close();
  }

  String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  /** Returns what has come since the last time. */
  List<Received> take() {
    List<Received> taken = List.copyOf(received);
    received.clear();
    return taken;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
