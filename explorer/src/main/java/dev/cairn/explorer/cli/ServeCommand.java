// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.cli;

import dev.cairn.explorer.question.PriceList;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cairn serve}: the receiver, the store and the questions in one process. */
@Command(
    name = "serve",
    header = "Receives spans by OTLP and answers questions about them.",
    description = {
      "Listens on loopback only. What it receives is in memory until the process ends, or in",
      "the directory of --store, which one explorer at a time can use.",
      "Prints one line when it is ready: READY otlp-grpc=URL otlp-http=URL",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  cairn serve",
      "  cairn serve --store ~/.cairn/store --keep 90d --max-size 50GB",
      "  cairn serve --otlp-grpc-port 0 --otlp-http-port 0 --exit-with-parent",
      "  OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:4317 java -jar your-service.jar"
    })
final class ServeCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Option(
      names = "--otlp-grpc-port",
      paramLabel = "PORT",
      defaultValue = "4317",
      description = "OTLP over gRPC; 0 for any free port. Default: ${DEFAULT-VALUE}.")
  private int grpcPort;

  @Option(
      names = "--otlp-http-port",
      paramLabel = "PORT",
      defaultValue = "4318",
      description = "OTLP over HTTP, and the questions; 0 for any. Default: ${DEFAULT-VALUE}.")
  private int httpPort;

  @Mixin private StoreOptions store;

  @Option(
      names = "--prices",
      paramLabel = "FILE",
      description = "The list of prices for 'cairn cost'. Default: an example, with its date.")
  private Path prices;

  @Option(names = "--exit-with-parent", description = "Ends when standard input ends.")
  private boolean exitWithParent;

  ServeCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    PriceList list = prices == null ? PriceList.bundled() : PriceList.read(prices);
    try (ExplorerServer server = ExplorerServer.start(grpcPort, httpPort, store.settings(), list)) {
      terminal.out().println(server.readyLine());
      if (exitWithParent) {
        while (terminal.in().read() >= 0) {
          continue; // what the parent writes means nothing; only that it goes away does
        }
      } else {
        server.awaitEnd();
      }
    }
    return ExitCodes.ANSWERED;
  }
}
