// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.examples.photo;

import com.sun.net.httpserver.HttpExchange;
import dev.cairn.examples.photo.Listener.Reply;
import dev.cairn.http.CairnHttpServer;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * Decides which titles are welcome: {@code POST /checks} answers 200 or 422. Its listener is
 * internal: it believes the API who the user is.
 */
final class ModerationService implements AutoCloseable {
  private final Listener listener;

  ModerationService(Telemetry telemetry) {
    CairnHttpServer cairn =
        CairnHttpServer.builder(telemetry.cairn()).routes("/checks").internal().build();
    listener = new Listener(0, telemetry.filters(cairn), ModerationService::check);
  }

  URI address() {
    return listener.address();
  }

  private static Reply check(HttpExchange exchange) throws IOException {
    String title = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    if (title.contains("crash")) {
      return new Reply(500, "The dictionary is gone.\n");
    }
    return title.contains("spam") ? new Reply(422, "spam\n") : new Reply(200, "welcome\n");
  }

  @Override
  public void close() {
    listener.close();
  }
}
