// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.contract;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A server that answers what it is told to, for answers that no stand-in for S3 gives, and that
 * remembers what was sent. It knows nothing of S3.
 */
final class CannedServer implements AutoCloseable {
  private final Queue<Canned> answers = new ConcurrentLinkedQueue<>();
  private final List<Sent> requests = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;

  private record Canned(int status, String body) {}

  /**
   * A request as it came.
   *
   * @param headers by lower-case names
   */
  record Sent(String method, String uri, Map<String, String> headers, String body) {}

  CannedServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /**
   * Lets the next request but a HEAD be answered so; those that nothing is said of get 200 and no
   * body.
   */
  void answer(int status, String body) {
    answers.add(new Canned(status, body));
  }

  /** Returns what was sent so far. */
  List<Sent> requests() {
    return requests;
  }

  private void handle(HttpExchange exchange) throws IOException {
    Map<String, String> headers = new TreeMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
    String sent = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    requests.add(
        new Sent(exchange.getRequestMethod(), exchange.getRequestURI().toString(), headers, sent));
    boolean head = exchange.getRequestMethod().equals("HEAD");
    Canned canned = head ? null : answers.poll();
    byte[] body = canned == null ? new byte[0] : canned.body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("ETag", "\"4a4be40c96ac6314e91d93f38043a634\"");
    exchange.getResponseHeaders().set("x-amz-request-id", "0123456789ABCDEF");
    if (head) {
      exchange.getResponseHeaders().set("Content-Length", "4");
    }
    exchange.sendResponseHeaders(
        canned == null ? 200 : canned.status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
