// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.web;

import static dev.cairn.explorer.store.SpanBuilder.request;
import static dev.cairn.explorer.store.SpanBuilder.spanId;
import static dev.cairn.explorer.store.SpanBuilder.traceId;
import static dev.cairn.explorer.store.SpanBuilder.write;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import dev.cairn.explorer.question.Questions;
import dev.cairn.explorer.store.Batch;
import dev.cairn.explorer.store.SpanStore;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WebApiTest {
  private static Server server;

  @BeforeAll
  static void start() {
    SpanStore store = SpanStore.inMemory();
    store.append(
        Batch.of(
            List.of(
                request("1", "1", "POST /photos").at(0, 10).build(),
                write("1", "2", "s3://photos/a%20b").parent("1").at(1, 2).build())));
    ServerBuilder builder = Server.builder().http(0);
    WebApi.addTo(builder, Questions.to(store));
    server = builder.build();
    server.start().join();
  }

  @AfterAll
  static void stop() {
    server.closeAsync(); // Netty's threads take two seconds to end
  }

  private static AggregatedHttpResponse get(String path) {
    return WebClient.of("http://127.0.0.1:" + server.activeLocalPort())
        .get(path)
        .aggregate()
        .join();
  }

  private static JsonNode json(AggregatedHttpResponse response) throws IOException {
    assertThat(response.contentType().toString()).startsWith("application/json");
    return new JsonMapper().readTree(response.contentUtf8());
  }

  @Test
  void blame_isAnsweredFromSpans() throws IOException {
    JsonNode answer = json(get("/api/blame?address=s3://photos/a%2520b"));

    assertThat(answer.path("user").asText()).isEqualTo("ada");
    assertThat(answer.path("source").asText()).isEqualTo("span");
    assertThat(answer.path("stamp").isNull()).isTrue();
    assertThat(answer.path("writes").size()).isEqualTo(1);
    assertThat(answer.path("entry").isNull()).isTrue();
    assertThat(answer.path("completeReason").isTextual()).isTrue();
  }

  @Test
  void blame_asTyped_isMadeCanonical() throws IOException {
    JsonNode answer = json(get("/api/blame?address=s3://photos/a%20b"));

    assertThat(answer.path("address").asText()).isEqualTo("s3://photos/a%20b");
    assertThat(answer.path("user").asText()).isEqualTo("ada");
  }

  @Test
  void blame_tellsOfTheEntryAskedFor() throws IOException {
    JsonNode answer =
        json(get("/api/blame?address=s3://x/y&entry=" + traceId("1") + "-" + spanId("1")));

    assertThat(answer.path("user").isNull()).isTrue();
    assertThat(answer.path("entry").path("user").asText()).isEqualTo("ada");
    assertThat(answer.path("entry").path("request").path("route").asText()).isEqualTo("/photos");
  }

  @Test
  void user_isAnsweredAsTrees() throws IOException {
    JsonNode answer = json(get("/api/user?user=ada&tenant=acme&since=2026-01-01T00:00:00Z"));

    assertThat(answer.path("requests").size()).isEqualTo(1);
    assertThat(answer.path("requests").get(0).path("children").size()).isEqualTo(1);
    assertThat(json(get("/api/user?user=ada&until=3650d")).path("requests").size()).isZero();
  }

  @Test
  void health_countsSpans() throws IOException {
    assertThat(json(get("/health")).path("spans").asInt()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/blame",
        "/api/blame?address=",
        "/api/blame?address=nonsense",
        "/api/blame?address=s3://b/k&entry=nonsense",
        "/api/user",
        "/api/user?user=ada&since=yesterday",
        "/api/user?user=ada&since=999999999d999",
        "/api/user?user=ada&limit=0",
        "/api/user?user=ada&limit=many"
      })
  void questionNotUnderstood_isSaidToBe(String path) throws IOException {
    AggregatedHttpResponse response = get(path);

    assertThat(response.status().code()).isEqualTo(400);
    assertThat(json(response).path("error").asText()).isNotBlank().doesNotContain("Exception");
  }

  @Test
  void questions_areAskedByGet() {
    WebClient client = WebClient.of("http://127.0.0.1:" + server.activeLocalPort());

    assertThat(client.post("/api/user?user=ada", "").aggregate().join().status().code())
        .isEqualTo(405);
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "LOCALHOST:4318", "127.0.0.1", "[::1]:4318"})
  void loopbackNames_areLetIn(String host) {
    assertThat(statusAs(host, null)).isEqualTo(200);
    assertThat(statusAs(host, "http://localhost:3000")).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"evil.example", "evil.example:4318", "localhost.evil.example", "127.0.0.1.nip.io"})
  void otherNames_areNot(String host) {
    assertThat(statusAs(host, null)).isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://evil.example", "null", "http://localhost.evil.example"})
  void pagesOfOthers_areNot(String origin) {
    assertThat(statusAs("localhost", origin)).isEqualTo(403);
  }

  private static int statusAs(String host, String origin) {
    var headers = RequestHeaders.builder(HttpMethod.GET, "/api/user?user=ada").authority(host);
    if (origin != null) {
      headers.set("origin", origin);
    }
    return WebClient.of("http://127.0.0.1:" + server.activeLocalPort())
        .execute(HttpRequest.of(headers.build()))
        .aggregate()
        .join()
        .status()
        .code();
  }

  @Test
  void misspeltFilter_isNamed() {
    AggregatedHttpResponse response = get("/api/cost?tennant=acme");

    assertThat(response.status().code()).isEqualTo(400);
    assertThat(response.contentUtf8())
        .contains("'tennant' is none of by, service, since, tenant, until, user");
  }
}
