// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package floors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.cairn.Origin;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server, and which origins it was told. */
final class Heard implements AutoCloseable {
  private final List<String> origins = new CopyOnWriteArrayList<>();
  private final HttpServer server;

  Heard() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String baggage = exchange.getRequestHeaders().getFirst("baggage");
    origins.add(String.valueOf(Origin.fromBaggage(baggage).request()));
    exchange.sendResponseHeaders(204, -1);
    exchange.close();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  /** Requires so many requests, each on behalf of that origin. */
  void expect(int count, String origin) {
    Recorded.expect("origins", Collections.nCopies(count, origin), origins);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
