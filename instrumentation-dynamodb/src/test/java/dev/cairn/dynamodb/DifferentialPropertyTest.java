// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.Cairn;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.context.Scope;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * Random calls, made by a bare and by a decorated client of two tables: the application sees the
 * same, the same is left in the tables and the same happened on their streams, but for the stamps.
 * As many sequences for each client as {@code jqwik.tries.default} says.
 */
class DifferentialPropertyTest {
  private static DynamoDbClient admin;
  private static Pair v2;
  private static Pair v2Async;
  private static Pair v1;
  private static Pair v1Async;

  /** Two clients and their tables. */
  private record Pair(
      DynamoDbClient bare, StreamReader plain, DynamoDbClient decorated, StreamReader traced) {
    static Pair of(DynamoDbClient bare, DynamoDbClient decorated) {
      return new Pair(
          bare, StreamReader.ofNewTable(admin), decorated, StreamReader.ofNewTable(admin));
    }

    void close() {
      bare.close();
      decorated.close();
      plain.close();
      traced.close();
    }
  }

  @BeforeContainer
  static void open() {
    admin = LocalClients.dynamoDb().build();
    Cairn cairn = Cairn.create(OpenTelemetry.noop());
    CairnDynamoDb decorator = CairnDynamoDb.create(cairn);
    CairnDynamoDbV1 decoratorV1 = CairnDynamoDbV1.create(cairn);
    v2 = Pair.of(LocalClients.dynamoDb().build(), decorator.build(LocalClients.dynamoDb()));
    v2Async =
        Pair.of(
            Joined.of(LocalClients.dynamoDbAsync().build()),
            Joined.of(decorator.build(LocalClients.dynamoDbAsync())));
    v1 =
        Pair.of(
            V1Bridge.over(LocalClients.dynamoDbV1().build()),
            V1Bridge.over(decoratorV1.build(LocalClients.dynamoDbV1())));
    v1Async =
        Pair.of(
            V1Bridge.over(Joined.of(LocalClients.dynamoDbV1Async().build())),
            V1Bridge.over(Joined.of(decoratorV1.build(LocalClients.dynamoDbV1Async()))));
  }

  @AfterContainer
  static void close() {
    List.of(v2, v2Async, v1, v1Async).forEach(Pair::close);
    admin.close();
  }

  @Property
  void v2_seesAndLeavesTheSame(@ForAll long seed, @ForAll @IntRange(min = 1, max = 8) int calls) {
    assertSame(v2, seed, calls);
  }

  @Property
  void v2Async_seesAndLeavesTheSame(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 8) int calls) {
    assertSame(v2Async, seed, calls);
  }

  @Property
  void v1_seesAndLeavesTheSame(@ForAll long seed, @ForAll @IntRange(min = 1, max = 8) int calls) {
    assertSame(v1, seed, calls);
  }

  @Property
  void v1Async_seesAndLeavesTheSame(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 8) int calls) {
    assertSame(v1Async, seed, calls);
  }

  private static void assertSame(Pair pair, long seed, int calls) {
    // Before and not after, so that what a failed sequence leaves spoils no other.
    empty(pair.plain);
    empty(pair.traced);
    Operations plain = new Operations(seed, pair.plain.table());
    Operations traced = new Operations(seed, pair.traced.table());
    for (int i = 0; i < calls; i++) {
      var request = plain.next();
      Object expected = Seen.of(pair.bare, request, pair.plain.table());
      Object seen;
      // Some calls are made on nobody's behalf: items with and without stamps are mixed.
      try (Scope ignored = (seed + i) % 4 == 0 ? Scope.noop() : Requests.asAda()) {
        seen = Seen.of(pair.decorated, traced.next(), pair.traced.table());
      }
      assertThat(seen).as("call %s of %s: %s", i + 1, calls, request).isEqualTo(expected);
    }
    Object left = unstamped(items(pair.traced), pair.traced);
    assertThat(left).isEqualTo(unstamped(items(pair.plain), pair.plain));
    assertThat(pair.traced.happenedButForStamps()).isEqualTo(pair.plain.happenedButForStamps());
  }

  private static List<Map<String, AttributeValue>> items(StreamReader table) {
    return admin.scan(b -> b.tableName(table.table())).items();
  }

  private static Map<Object, Object> unstamped(
      List<Map<String, AttributeValue>> items, StreamReader table) {
    return items.stream()
        .map(StreamReader::unstamped)
        .collect(
            Collectors.toMap(item -> item.get("pk").s(), item -> Seen.plain(item, table.table())));
  }

  private static void empty(StreamReader table) {
    List<WriteRequest> deletes =
        items(table).stream()
            .map(item -> Map.of("pk", item.get("pk")))
            .map(key -> WriteRequest.builder().deleteRequest(d -> d.key(key)).build())
            .toList();
    if (!deletes.isEmpty()) {
      admin.batchWriteItem(b -> b.requestItems(Map.of(table.table(), deletes)));
    }
    table.happened();
  }
}
