// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cairn.explorer.cli.Cli.Run;
import dev.cairn.explorer.store.StoreSettings;
import io.opentelemetry.api.trace.Span;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class ServeCommandTest {
  private static final String READY =
      "READY otlp-grpc=http://127\\.0\\.0\\.1:\\d+ otlp-http=http://127\\.0\\.0\\.1:\\d+";

  @Test
  void serve_saysWhereItIs_andEndsWithItsInput() throws Exception {
    PipedOutputStream parent = new PipedOutputStream();
    StringWriter out = new StringWriter();
    Terminal terminal =
        new Terminal(
            new PipedInputStream(parent),
            new PrintWriter(out, true),
            new PrintWriter(new StringWriter()),
            false,
            false);
    CompletableFuture<Integer> served =
        CompletableFuture.supplyAsync(
            () ->
                Main.execute(
                    terminal,
                    "serve",
                    "--otlp-grpc-port=0",
                    "--otlp-http-port=0",
                    "--exit-with-parent"));

    await().until(() -> out.toString().contains("\n"));
    assertThat(out.toString().strip()).matches(READY);
    String url = out.toString().strip().replaceAll(".*otlp-http=", "");
    assertThat(Cli.run("user", "ada", "--explorer", url).code()).isZero();
    parent.write('x');
    parent.flush();
    assertThat(served).isNotDone();
    parent.close();

    assertThat(served.get(10, TimeUnit.SECONDS)).isZero();
  }

  @Test
  void process_endsWithItsParent() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                System.getProperty("java.home") + "/bin/java",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "serve",
                "--otlp-grpc-port=0",
                "--otlp-http-port=0",
                "--exit-with-parent")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      assertThat(out.readLine()).matches(READY);
      process.getOutputStream().close();
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
      assertThat(out.readLine()).isNull();
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void eitherPort_takesEitherProtocol() throws IOException {
    try (ExplorerServer explorer = ExplorerServer.start(0, 0, StoreSettings.inMemory())) {
      assertThat(explorer.grpcUrl()).isNotEqualTo(explorer.httpUrl());
      try (Sent sent = new Sent(explorer)) {
        Span request = sent.request("ada", "GET /");
        request.end();
      }
      assertThat(Cli.run("user", "ada", "--explorer", explorer.grpcUrl()).out())
          .contains("1 request\n");
    }
  }

  @Test
  void portThatIsTaken_isAnErrorThatNamesIt() {
    try (ExplorerServer first = ExplorerServer.start(0, 0, StoreSettings.inMemory())) {
      String port = first.httpUrl().replaceAll(".*:", "");

      Run run = Cli.run("serve", "--otlp-grpc-port=0", "--otlp-http-port=" + port);

      assertThat(run.code()).isEqualTo(ExitCodes.ERROR);
      assertThat(run.err()).contains("--otlp-http-port " + port, "0 takes any free port");
      assertThat(run.out()).isEmpty();
    }
  }

  @Test
  void settingsOutOfRange_areWrongUsage() {
    assertThat(Cli.run("serve", "--otlp-grpc-port=70000").code()).isEqualTo(ExitCodes.USAGE);
    assertThat(Cli.run("serve", "--otlp-grpc-port=70000").err())
        .contains("--otlp-grpc-port: 70000 is not 0 to 65535");
    assertThat(Cli.run("serve", "--otlp-http-port=-1").code()).isEqualTo(ExitCodes.USAGE);
    assertThat(Cli.run("serve", "--keep=0d").err())
        .contains("--keep: '0d' is not a number of d, h");
    assertThat(Cli.run("serve", "--max-size=9PB").err())
        .contains("--max-size: '9PB' is not a number of GB, MB, TB, such as 30GB");
    assertThat(Cli.run("serve", "--otlp-grpc-port=many").code()).isEqualTo(ExitCodes.USAGE);
  }
}
