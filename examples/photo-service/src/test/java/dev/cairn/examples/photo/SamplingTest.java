// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.examples.photo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cairn.examples.photo.DemoTraffic.Deed;
import dev.cairn.examples.photo.Oracle.Count;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;

/**
 * The same answers whatever is sampled, through the real batch exporters, and all of them those of
 * an {@link Oracle} that never saw a span.
 */
class SamplingTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> TENANTS = List.of("acme", "globex");
  private static final List<String> USERS = List.of("ada", "bob", "cy", "dee");

  /** Far beyond what a loaded machine takes for a write by itself. */
  private static final Duration SLOW = Duration.ofSeconds(2);

  /**
   * Everything runs once for the tests of a class, which only ask: by processes that start anew.
   */
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  abstract static class Sampled {
    private final String ratio;
    private Demo demo;
    private Oracle oracle;

    Sampled(String ratio) {
      this.ratio = ratio;
    }

    @BeforeAll
    void play() throws IOException, InterruptedException {
      System.setProperty("otel.traces.sampler", "parentbased_traceidratio");
      System.setProperty("otel.traces.sampler.arg", ratio);
      demo = new Demo(DemoTest.EXPLORER, Decoration.STAMPS);
      oracle = new Oracle(demo.play(SLOW).deeds(), demo.thumbnails());
    }

    @AfterAll
    void end() {
      System.clearProperty("otel.traces.sampler");
      System.clearProperty("otel.traces.sampler.arg");
      demo.close();
    }

    @Test
    @Execution(CONCURRENT)
    void q1_namesTheUpload_ofEachFile() throws IOException {
      for (String photo : oracle.photos()) {
        Deed upload = oracle.upload(photo);
        String file = upload.user().tenant() + '/' + upload.user().id() + '/' + photo + ".png";
        assertIsBy(upload, ask("blame", "s3://photos/" + file));
        assertIsBy(upload, ask("blame", "s3://photos/thumbnails/" + file));
      }
    }

    @Test
    @Execution(CONCURRENT)
    void q2_namesEachWriterOfARecord_theLastFirst() throws IOException {
      for (String photo : oracle.photos()) {
        JsonNode answer = ask("blame", "dynamodb://photos/" + photo);

        List<Deed> writers = oracle.writers(photo);
        assertIsBy(writers.get(0), answer);
        JsonNode writes = get("/api/blame?address=dynamodb://photos/" + photo).get("writes");
        assertThat(writes).hasSameSizeAs(writers);
        for (int i = 0; i < writers.size(); i++) {
          assertIsBy(writers.get(i), writes.get(i));
        }
      }
    }

    @Test
    @Execution(CONCURRENT)
    void q3_namesTheUsersOfErrors() throws IOException {
      List<String> caught = users(ask("errors", "--type", "java.io.IOException"));
      List<String> failed = users(ask("errors", "--status", "502"));

      assertThat(caught).isEqualTo(oracle.usersWithServerErrors());
      assertThat(failed).isEqualTo(oracle.usersWithServerErrors());
    }

    @Test
    @Execution(CONCURRENT)
    void q4_listsTheRequestsOfAUser() throws IOException {
      for (String user : USERS) {
        List<String> requests = new ArrayList<>();
        ask("user", user)
            .get("requests")
            .forEach(
                request ->
                    requests.add(
                        request.get("name").textValue() + ' ' + request.get("httpStatus")));

        assertThat(requests).isEqualTo(oracle.requests(user));
      }
    }

    @Test
    @Execution(CONCURRENT)
    void q5_tellsTheShareOfSlowWrites() throws IOException {
      for (String tenant : TENANTS) {
        JsonNode answer = ask("latency", "--tenant", tenant, "--over", "5ms,1900ms");

        Map<String, Long> writes = new TreeMap<>();
        long slow = 0;
        long rejected = 0;
        for (JsonNode table : answer.get("tables")) {
          if (table.get("system").textValue().equals("aws.dynamodb")) {
            writes.put(
                table.get("table").textValue() + ' ' + table.get("operation").textValue(),
                table.get("writes").longValue());
            slow += table.get("over").get(1).get("count").longValue();
            rejected += table.get("rejected").longValue();
            assertThat(table.get("rejected").isNull()).isNotEqualTo(isEachSampled());
          }
        }
        assertThat(writes).isEqualTo(oracle.databaseWrites(tenant));
        assertThat(slow).isEqualTo(oracle.slowDatabaseWrites(tenant));
        assertThat(rejected).isEqualTo(isEachSampled() ? oracle.rejectedDatabaseWrites(tenant) : 0);
      }
    }

    @Test
    @Execution(CONCURRENT)
    void q6_countsWhoThankedAndWhoCursed() throws IOException {
      for (String tenant : TENANTS) {
        assertThat(count(ask("events", "thanked", "--tenant", tenant)))
            .isEqualTo(oracle.thanks(tenant));
        assertThat(count(ask("events", "cursed", "--tenant", tenant)))
            .isEqualTo(oracle.curses(tenant));
      }
      assertThat(count(ask("events", "thanked"))).isEqualTo(oracle.thanks(null));
    }

    @Test
    @Execution(CONCURRENT)
    void q7_countsWhatIsBilledForWrites() throws IOException {
      Map<String, Long> files = new TreeMap<>();
      Map<String, Double> units = new TreeMap<>();
      for (JsonNode row : ask("cost", "--by=tenant").get("rows")) {
        if (!row.get("tenant").isNull()) {
          files.put(row.get("tenant").textValue(), row.get("s3WriteRequests").longValue());
          units.put(row.get("tenant").textValue(), row.get("dynamodbWriteUnits").doubleValue());
          assertThat(row.get("callsWithoutCost").longValue()).isZero();
        }
      }

      for (String tenant : TENANTS) {
        assertThat(files.get(tenant)).isEqualTo(oracle.fileUploads(tenant));
        assertThat(units.get(tenant)).isEqualTo(oracle.writeUnits(tenant));
      }
    }

    @Test
    @Execution(CONCURRENT)
    void q8_listsWhatWasStoredForAUser() throws IOException {
      for (String user : USERS) {
        List<String> stored = new ArrayList<>();
        ask("stored", "--user", user)
            .get("items")
            .forEach(
                item -> {
                  assertThat(item.get("outcome").textValue()).isEqualTo("applied");
                  stored.add(
                      item.get("operation").textValue() + ' ' + item.get("address").textValue());
                });

        assertThat(stored.stream().sorted().toList()).isEqualTo(oracle.stored(user));
      }
    }

    private static List<String> users(JsonNode errors) {
      List<String> users = new ArrayList<>();
      for (JsonNode group : errors.get("groups")) {
        for (JsonNode who : group.get("who")) {
          for (int i = 0; i < who.get("count").intValue(); i++) {
            users.add(who.get("user").textValue());
          }
        }
      }
      return users;
    }

    private static Count count(JsonNode events) {
      return new Count(events.get("count").longValue(), events.get("users").longValue());
    }

    private static void assertIsBy(Deed deed, JsonNode answer) {
      JsonNode request = answer.get("request");
      assertThat(request.get("method").textValue() + ' ' + request.get("route").textValue())
          .isEqualTo(deed.request());
      assertThat(request.get("status").intValue()).isEqualTo(deed.status());
      assertThat(answer.get("user").textValue()).isEqualTo(deed.user().id());
      assertThat(answer.get("tenant").textValue()).isEqualTo(deed.user().tenant());
    }

    private boolean isEachSampled() {
      return ratio.equals("1");
    }

    JsonNode ask(String... question) throws IOException {
      List<String> command = new ArrayList<>(List.of(question));
      command.add("--json");
      Explorer.Output output = demo.cairn(command.toArray(String[]::new));
      assertThat(output.exitCode()).as("%s: %s", command, output.text()).isZero();
      return JSON.readTree(output.text());
    }

    private JsonNode get(String question) throws IOException {
      URI uri = URI.create(demo.environment().get("CAIRN_EXPLORER") + question);
      try (InputStream answer = uri.toURL().openStream()) {
        return JSON.readTree(answer);
      }
    }
  }

  @Nested
  class AllSampled extends Sampled {
    AllSampled() {
      super("1");
    }
  }

  @Nested
  class OneInAHundredSampled extends Sampled {
    OneInAHundredSampled() {
      super("0.01");
    }
  }

  @Nested
  class NoneSampled extends Sampled {
    NoneSampled() {
      super("0");
    }

    @Test
    void chain_saysThatItIsNotWhole() throws IOException {
      assertThat(ask("user", "ada").get("complete").booleanValue()).isFalse();
    }
  }
}
