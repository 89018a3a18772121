// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.otlp;

import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import dev.cairn.explorer.store.SpanStore;
import java.time.Duration;

/** A receiver alone, on any free port. */
final class ReceiverServer implements AutoCloseable {
  private final Server server;

  ReceiverServer(SpanStore store) {
    this(store, Duration.ofMinutes(1));
  }

  /**
   * @param timeout how long a request may take
   */
  ReceiverServer(SpanStore store, Duration timeout) {
    ServerBuilder builder = Server.builder().http(0).requestTimeout(timeout);
    OtlpReceiver.addTo(builder, store);
    server = builder.build();
    server.start().join();
  }

  int port() {
    return server.activeLocalPort();
  }

  String url() {
    return "http://127.0.0.1:" + port();
  }

  @Override
  public void close() {
    server.closeAsync(); // Netty's threads take two seconds to end
  }
}
