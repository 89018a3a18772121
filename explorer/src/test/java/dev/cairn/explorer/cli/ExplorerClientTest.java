// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import dev.cairn.StoredAddress;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a server that is no explorer, or a strange one. */
final class ExplorerClientTest {
  private static final StoredAddress ADDRESS = StoredAddress.parse("s3://photos/a b&c=d");

  private final List<String> asked = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private volatile int status = 200;
  private volatile String type = "application/json";
  private volatile String body = "{}";

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          asked.add(exchange.getRequestURI().toString());
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("content-type", type);
          exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private JsonNode blame() {
    return new ExplorerClient(url()).about(ADDRESS, SpanContext.getInvalid());
  }

  @Test
  void address_isEncoded_andTheEntryNamed() {
    SpanContext entry =
        SpanContext.create(
            "4bf92f3577b34da6a3ce929d0e0e4736",
            "00f067aa0ba902b7",
            TraceFlags.getDefault(),
            TraceState.getDefault());

    blame();
    new ExplorerClient(url() + "//").about(ADDRESS, entry);

    String question = "/api/blame?address=s3%3A%2F%2Fphotos%2Fa%2520b%2526c%253Dd";
    assertThat(asked)
        .containsExactly(
            question, question + "&entry=4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7");
  }

  @Test
  void parametersThatAreNull_areNotAsked() {
    Map<String, String> parameters = new HashMap<>();
    parameters.put("user", "ada & bob");
    parameters.put("tenant", null);

    new ExplorerClient(url()).get("/api/user", parameters);

    assertThat(asked).containsExactly("/api/user?user=ada+%26+bob");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<html>", "[]", "null", "{", "{\"a\":"})
  void answerThatIsNoObject_isAnError(String said) {
    body = said;

    assertThatThrownBy(this::blame)
        .isInstanceOf(ExplorerException.class)
        .hasMessageContaining(url());
  }

  @Test
  void answerTooDeep_isAnError() {
    body = "{\"a\":".repeat(5000);

    assertThatThrownBy(this::blame).isInstanceOf(ExplorerException.class);
  }

  @Test
  void answerOfAnotherType_isAnError() {
    type = "text/html";

    assertThatThrownBy(this::blame)
        .isInstanceOf(ExplorerException.class)
        .hasMessageContaining("answered 200");
  }

  @Test
  void refusal_isToldInTheExplorersWords() {
    status = 403;
    body = "{\"error\":\"only \\u001b[31mloopback\"}";

    assertThatThrownBy(this::blame)
        .isInstanceOf(ExplorerException.class)
        .hasMessageContaining("answered 403: only \\u001b[31mloopback");
  }

  @Test
  void questionNotUnderstood_isTheAskersFault() {
    status = 400;
    body = "{\"error\":\"since: 'x'\"}";

    assertThatThrownBy(this::blame)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("since: 'x'");
  }

  @Test
  void defaultExplorer_needNotBeThere() {
    // Whatever listens on the default port of OTLP, or nothing: there is no exception.
    JsonNode told = new ExplorerClient(null).about(ADDRESS, SpanContext.getInvalid());

    assertThat(told == null || told.isObject()).isTrue();
  }

  @Test
  void strangeAnswers_areWhatIsUnknown_notCrashes() throws IOException {
    Aws aws = new Aws();
    aws.put("strange", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
    for (String said :
        List.of(
            "{}",
            "{\"writes\":7,\"entry\":[],\"complete\":\"yes\",\"completeReason\":{}}",
            "{\"writes\":[null,7,{},{\"traceId\":7},{\"traceId\":\"x\",\"operation\":null}]}",
            "{\"writes\":[{\"traceId\":\"x\",\"operation\":\"Put\",\"time\":\"noon\"}]}",
            "{\"entry\":{\"traceId\":\"x\",\"request\":{\"status\":1e99,\"time\":\"noon\"}}}")) {
      body = said;
      Cli.Run run = Cli.run(aws.blame("--explorer", url(), "s3://" + aws.name + "/strange"));
      assertThat(run.code()).as(said).isZero();
      assertThat(run.err()).as(said).isEmpty();
      assertThat(run.out()).contains("4bf92f3577b34da6a3ce929d0e0e4736");
    }
  }
}
