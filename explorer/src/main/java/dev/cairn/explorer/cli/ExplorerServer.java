// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.cli;

import com.linecorp.armeria.common.SessionProtocol;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServerPort;
import dev.cairn.explorer.otlp.OtlpReceiver;
import dev.cairn.explorer.question.PriceList;
import dev.cairn.explorer.question.Questions;
import dev.cairn.explorer.store.SpanStore;
import dev.cairn.explorer.store.StoreSettings;
import dev.cairn.explorer.web.WebApi;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletionException;

/**
 * All layers of the explorer as one server. Both ports take everything, gRPC and HTTP alike, so
 * that an exporter sent to the wrong one of them works too.
 */
final class ExplorerServer implements AutoCloseable {
  private static final int MAX_PORT = 65_535;

  /** Of a batch. Exporters wait for 10 s; a day that is being sealed may take longer. */
  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(60);

  private final Server server;
  private final SpanStore store;
  private final int grpcPort;
  private final int httpPort;

  private ExplorerServer(Server server, SpanStore store, int grpcPort, int httpPort) {
    this.server = server;
    this.store = store;
    this.grpcPort = grpcPort;
    this.httpPort = httpPort;
  }

  /** Starts it on loopback with the prices that come with Cairn. */
  static ExplorerServer start(int grpcPort, int httpPort, StoreSettings settings) {
    return start(grpcPort, httpPort, settings, PriceList.bundled());
  }

  /**
   * Starts it on loopback.
   *
   * @param grpcPort 0 for any free port; so the other
   * @throws IllegalArgumentException where a setting is wrong
   * @throws ExplorerException where it cannot listen
   * @throws dev.cairn.explorer.store.StoreException where it cannot store
   */
  static ExplorerServer start(
      int grpcPort, int httpPort, StoreSettings settings, PriceList prices) {
    ServerPort grpc = port("--otlp-grpc-port", grpcPort);
    ServerPort http = port("--otlp-http-port", httpPort);
    SpanStore store = SpanStore.open(settings);
    ServerBuilder builder = Server.builder().requestTimeout(REQUEST_TIMEOUT);
    builder.port(grpc);
    if (grpcPort == 0 || grpcPort != httpPort) {
      builder.port(http);
    }
    OtlpReceiver.addTo(builder, store);
    WebApi.addTo(builder, Questions.to(store, prices));
    WebApi.addExports(builder, store);
    Server server = builder.build();
    try {
      server.start().join();
    } catch (CompletionException taken) {
      store.close();
      throw new ExplorerException(
          "--otlp-grpc-port "
              + grpcPort
              + ", --otlp-http-port "
              + httpPort
              + ": cannot listen there ("
              + taken.getCause().getMessage()
              + "); another explorer or Collector may; 0 takes any free port",
          taken);
    }
    int[] bound =
        server.activePorts().values().stream()
            .mapToInt(port -> port.localAddress().getPort())
            .toArray();
    return new ExplorerServer(server, store, bound[0], bound[bound.length - 1]);
  }

  private static ServerPort port(String option, int port) {
    if (port < 0 || port > MAX_PORT) {
      throw new IllegalArgumentException(option + ": " + port + " is not 0 to " + MAX_PORT);
    }
    return new ServerPort(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), port), SessionProtocol.HTTP);
  }

  String grpcUrl() {
    return "http://127.0.0.1:" + grpcPort;
  }

  String httpUrl() {
    return "http://127.0.0.1:" + httpPort;
  }

  /** The line that programs wait for. */
  String readyLine() {
    return "READY otlp-grpc=" + grpcUrl() + " otlp-http=" + httpUrl();
  }

  void awaitEnd() throws InterruptedException {
    server.blockUntilShutdown();
  }

  /**
   * Takes nothing in any more. Does not wait for Netty's threads, which take two seconds to end.
   */
  @Override
  public void close() {
    server.closeAsync();
    store.close();
  }
}
