// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package floors;

import com.sun.net.httpserver.HttpServer;
import dev.cairn.Cairn;
import dev.cairn.http.CairnHttpClient;
import dev.cairn.http.CairnHttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

/** Serves and calls by what a JDK has, with no other library of HTTP there. */
final class Jdk {
  private Jdk() {}

  public static void main(String[] arguments) throws Exception {
    Recorded recorded = new Recorded();
    Cairn cairn = recorded.cairn();
    HttpClient client = CairnHttpClient.create(cairn).wrap(HttpClient.newHttpClient());
    try (Heard heard = new Heard()) {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server
          .createContext(
              "/photos",
              exchange -> {
                HttpRequest on = HttpRequest.newBuilder(URI.create(heard.url())).build();
                client.sendAsync(on, BodyHandlers.discarding()).join();
                exchange.sendResponseHeaders(204, -1);
                exchange.close();
              })
          .getFilters()
          .add(CairnHttpServer.create(cairn).filter());
      server.start();
      URI photos = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/photos");
      HttpClient.newHttpClient()
          .send(HttpRequest.newBuilder(photos).build(), BodyHandlers.discarding());
      server.stop(1);
      heard.expect(1, "GET /photos");
    }
    recorded.expect("GET", 1, 0);
    recorded.expect("GET /photos", 1, 0);
  }
}
