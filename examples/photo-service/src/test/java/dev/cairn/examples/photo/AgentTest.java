// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.examples.photo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cairn.local.LocalAws;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What the explorer answers from the OpenTelemetry Java agent's spans alone: the photo service runs
 * under it, undecorated.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AgentTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SAYS = "The photo service listens on ";

  private final DemoAws aws = new DemoAws(LocalAws.start());
  private Explorer explorer;
  private Process service;
  private Oracle oracle;

  @BeforeAll
  void play() throws Exception {
    explorer = Explorer.start(DemoTest.EXPLORER);
    Settings settings =
        new Settings("photos", "photos", "thumbnails", 0, aws.endpoints(), Decoration.NONE);
    aws.create(settings).join();
    service = start();
    DemoTraffic traffic = new DemoTraffic(address(), slowness -> {});
    traffic.play(Duration.ZERO);
    aws.awaitThumbnails(settings);
    service.destroy(); // the agent exports what it has on its way out
    service.waitFor();
    oracle = new Oracle(traffic.deeds(), aws.records("thumbnails", "photo"));
  }

  private Process start() throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-javaagent:" + System.getProperty("opentelemetry.javaagent"),
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                PhotoService.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    Map<String, String> environment = builder.environment();
    environment.putAll(aws.environment());
    environment.put("PHOTO_CAIRN", Decoration.NONE.toString());
    environment.put("PHOTO_PORT", "0");
    environment.put("PHOTO_USERS", DemoTraffic.USERS);
    environment.put("OTEL_SERVICE_NAME", "photo-api");
    environment.put("OTEL_EXPORTER_OTLP_ENDPOINT", explorer.http().toString());
    environment.put("OTEL_JAVAAGENT_LOGGING", "none");
    return builder.start();
  }

  private URI address() throws IOException {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(service.getInputStream(), StandardCharsets.UTF_8));
    String line = lines.readLine();
    assertThat(line).startsWith(SAYS);
    return URI.create(line.substring(SAYS.length()));
  }

  @AfterAll
  void end() {
    service.destroyForcibly();
    explorer.close();
    aws.close();
  }

  @Test
  void latency_countsTheWrites() throws IOException {
    Map<String, Long> writes = new TreeMap<>();
    long failed = 0;
    for (JsonNode table : ask("latency", "--over=5ms", "--json").get("tables")) {
      if (!table.get("system").textValue().equals("aws.s3")) {
        writes.put(
            table.get("table").textValue() + ' ' + table.get("operation").textValue(),
            table.get("writes").longValue());
        failed += table.get("unknown").longValue();
      }
    }

    assertThat(writes).isEqualTo(oracle.databaseWrites(null));
    assertThat(failed)
        .as("the agent tells no more of these")
        .isEqualTo(oracle.rejectedDatabaseWrites(null));
  }

  @Test
  void errors_areThere_thoughNobodyKnowsWhose() throws IOException {
    JsonNode groups = ask("errors", "--status=502", "--json").get("groups");

    assertThat(groups).hasSize(1);
    assertThat(groups.get(0).get("count").intValue()).isEqualTo(1);
    assertThat(groups.get(0).get("who").get(0).get("user").isNull()).isTrue();
  }

  @Test
  void blame_knowsNoOrigin() {
    String record = "dynamodb://photos/" + oracle.photos().get(0);

    assertThat(explorer.run(environment(), "blame", record).exitCode()).isEqualTo(4);
  }

  private Map<String, String> environment() {
    Map<String, String> environment = new TreeMap<>(aws.environment());
    environment.put("CAIRN_EXPLORER", explorer.http().toString());
    return environment;
  }

  private JsonNode ask(String... question) throws IOException {
    return JSON.readTree(explorer.run(environment(), question).text());
  }
}
