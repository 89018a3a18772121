// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.cairn.explorer.cli.Traffic.Call;
import dev.cairn.explorer.cli.Traffic.Who;
import dev.cairn.explorer.store.StoreSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Answers, from real exporters over OTLP to the command line, beside what the traffic wrote down by
 * itself.
 */
final class OracleTest {
  private static final int REQUESTS = 200;

  private static final Map<Long, ExplorerServer> EXPLORERS = new HashMap<>();
  private static final Map<Long, Traffic> TRAFFIC = new HashMap<>();

  private ExplorerServer explorer;

  @AfterAll
  static void close() {
    EXPLORERS.values().forEach(ExplorerServer::close);
  }

  private Traffic traffic(long seed) {
    explorer =
        EXPLORERS.computeIfAbsent(
            seed, any -> ExplorerServer.start(0, 0, StoreSettings.inMemory()));
    return TRAFFIC.computeIfAbsent(
        seed,
        any -> {
          Traffic traffic = new Traffic(explorer, seed);
          traffic.requests(REQUESTS);
          traffic.close();
          return traffic;
        });
  }

  private JsonNode ask(String... arguments) throws IOException {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--json", "--explorer", explorer.httpUrl()));
    Cli.Run run = Cli.run(all.toArray(String[]::new));
    assertThat(run.err()).isEmpty();
    return new JsonMapper().readTree(run.out());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void errors_nameTheirUsers(long seed) throws IOException {
    Traffic traffic = traffic(seed);
    Map<String, Long> expected =
        counted(
            traffic.errors,
            error -> error.type() + "|" + error.masked() + "|" + error.who(),
            any -> true);
    assertThat(errors(ask("errors"))).isEqualTo(expected);
    assertThat(errors(ask("errors", "--status", "5xx", "--tenant", "acme")))
        .isEqualTo(
            counted(
                traffic.errors,
                error -> error.type() + "|" + error.masked() + "|" + error.who(),
                error -> error.status() >= 500 && error.who().tenant().equals("acme")));
    assertThat(errors(ask("errors", "--type", "TokenException", "--user", "ada")))
        .isEqualTo(
            counted(
                traffic.errors,
                error -> error.type() + "|" + error.masked() + "|" + error.who(),
                error ->
                    error.type().equals("app.TokenException") && error.who().user().equals("ada")));
    Traffic.Error one = traffic.errors.get(0);
    JsonNode ofTrace = ask("errors", "--trace", one.trace());
    assertThat(errors(ofTrace)).hasSize(1);
    assertThat(ofTrace.at("/groups/0/who/0/traceId").asText()).isEqualTo(one.trace());
  }

  private static Map<String, Long> errors(JsonNode answer) {
    Map<String, Long> found = new TreeMap<>();
    for (JsonNode group : answer.path("groups")) {
      for (JsonNode who : group.path("who")) {
        found.put(
            text(group, "type") + "|" + text(group, "message") + "|" + who(who),
            who.path("count").asLong());
      }
    }
    return found;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void latency_isExact(long seed) throws IOException {
    Traffic traffic = traffic(seed);
    for (String tenant : List.of("acme", "globex")) {
      JsonNode answer = ask("latency", "--tenant", tenant, "--over", "5ms,10ms,0.1s");
      Map<String, String> found = new TreeMap<>();
      for (JsonNode table : answer.path("tables")) {
        String shares =
            stream(table.path("over"))
                .map(over -> over.path("count") + " " + over.path("share"))
                .collect(Collectors.joining(", "));
        found.put(
            text(table, "table") + " " + text(table, "operation"),
            table.path("writes")
                + " of them "
                + shares
                + ", "
                + table.path("rejected")
                + " "
                + table.path("unknown"));
      }
      assertThat(found).isEqualTo(latencies(traffic, tenant));
    }
  }

  private static Map<String, String> latencies(Traffic traffic, String tenant) {
    Map<String, String> expected = new TreeMap<>();
    Map<String, List<Call>> byTable =
        traffic.calls.stream()
            .filter(call -> call.who().tenant().equals(tenant))
            .collect(Collectors.groupingBy(call -> call.table() + " " + call.operation()));
    byTable.forEach(
        (table, calls) -> {
          List<Call> applied = calls.stream().filter(c -> c.outcome().equals("applied")).toList();
          String shares =
              Stream.of(5_000_000L, 10_000_000L, 100_000_000L)
                  .map(limit -> applied.stream().filter(c -> c.nanos() > limit).count())
                  .map(over -> over + " " + (double) over / applied.size())
                  .collect(Collectors.joining(", "));
          expected.put(
              table,
              applied.size()
                  + " of them "
                  + shares
                  + ", "
                  + calls.stream().filter(c -> c.outcome().equals("rejected")).count()
                  + " "
                  + calls.stream().filter(c -> c.outcome().equals("unknown")).count());
        });
    return expected;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void events_countUsers(long seed) throws IOException {
    Traffic traffic = traffic(seed);
    for (String name : List.of("thanked", "cursed")) {
      JsonNode answer = ask("events", name);
      List<Traffic.Event> all = traffic.events.stream().filter(e -> e.name().equals(name)).toList();
      assertThat(answer.path("count").asLong()).isEqualTo(all.size());
      assertThat(answer.path("users").asLong())
          .isEqualTo(
              all.stream()
                  .map(Traffic.Event::who)
                  .filter(w -> w.user() != null)
                  .distinct()
                  .count());
      assertThat(
              stream(answer.path("tenants"))
                  .collect(Collectors.toMap(t -> text(t, "tenant"), t -> t.path("count").asLong())))
          .isEqualTo(counted(all, event -> event.who().tenant(), any -> true));
      assertThat(stream(answer.path("times")).mapToLong(t -> t.path("count").asLong()).sum())
          .isEqualTo(all.size());
    }
    assertThat(stream(ask("events").path("events")).map(event -> text(event, "name")))
        .containsExactly("cursed", "thanked");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void cost_isTheSum_andItsPrice(long seed) throws IOException {
    Traffic traffic = traffic(seed);
    Map<String, String> expected = new TreeMap<>();
    Map<Who, List<Traffic.Cost>> byUser =
        traffic.costs.stream().collect(Collectors.groupingBy(Traffic.Cost::who));
    byUser.forEach(
        (who, costs) ->
            expected.put(
                who.toString(),
                costs.size()
                    + " "
                    + costs.stream().mapToLong(Traffic.Cost::s3Writes).sum()
                    + " "
                    + costs.stream().mapToDouble(Traffic.Cost::writeUnits).sum()
                    + " "
                    + (costs.stream().anyMatch(Traffic.Cost::estimated)
                        ? "estimated"
                        : "measured")));
    JsonNode answer = ask("cost", "--by", "user");
    Map<String, String> found =
        stream(answer.path("rows"))
            .collect(
                Collectors.toMap(
                    OracleTest::who,
                    row ->
                        row.path("requests")
                            + " "
                            + row.path("s3WriteRequests")
                            + " "
                            + row.path("dynamodbWriteUnits")
                            + " "
                            + text(row, "capacity")));
    assertThat(found).isEqualTo(expected);
    for (JsonNode row : answer.path("rows")) {
      double money =
          row.path("s3WriteRequests").asLong() * 0.005 / 1000
              + row.path("dynamodbWriteUnits").asDouble() * 0.625 / 1_000_000;
      assertThat(row.at("/money/total").asDouble()).isCloseTo(money, Offset.offset(2e-9));
      assertThat(row.at("/money/s3BytesOut").isNull()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void stored_isEveryItemThatWasNotRejected(long seed) throws IOException {
    Traffic traffic = traffic(seed);
    for (String trace :
        traffic.items.stream().map(Traffic.Item::trace).distinct().limit(25).toList()) {
      List<String> expected =
          traffic.items.stream()
              .filter(item -> item.trace().equals(trace) && !item.outcome().equals("rejected"))
              .map(item -> item.address() + " " + item.outcome())
              .sorted()
              .toList();
      JsonNode answer = ask("stored", "--trace", trace);
      assertThat(
              stream(answer.path("items"))
                  .map(item -> text(item, "address") + " " + text(item, "outcome"))
                  .sorted())
          .isEqualTo(expected);
    }
    Who hostile = Traffic.WHO.get(3);
    JsonNode answer = ask("stored", "--user", hostile.user(), "--limit", "100000");
    assertThat(answer.path("applied").asLong())
        .isEqualTo(
            traffic.items.stream()
                .filter(item -> item.who().equals(hostile) && item.outcome().equals("applied"))
                .count());
  }

  private static <T> Map<String, Long> counted(
      List<T> all, Function<T, String> key, Predicate<T> wanted) {
    return new TreeMap<>(
        all.stream().filter(wanted).collect(Collectors.groupingBy(key, Collectors.counting())));
  }

  private static String who(JsonNode row) {
    return new Who(text(row, "user"), text(row, "tenant")).toString();
  }

  private static String text(JsonNode node, String name) {
    return Objects.requireNonNull(node.get(name), name).textValue();
  }

  private static Stream<JsonNode> stream(JsonNode array) {
    List<JsonNode> list = new ArrayList<>();
    array.forEach(list::add);
    return list.stream();
  }
}
