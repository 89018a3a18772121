// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.Cairn;
import dev.cairn.CairnAttributes;
import dev.cairn.Stamp;
import dev.cairn.UserMode;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.net.URI;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the suites of DynamoDB share: a table, a bare and a decorated client. */
@Tag(RealAws.TAG)
public abstract class DynamoDbSuite {
  @RegisterExtension protected final Telemetry telemetry = new Telemetry();

  String table;
  ItemClient bare;
  ItemClient decorated;

  /**
   * Returns a client decorated by {@code cairn}, or not where that is null; {@code pk} is named.
   */
  protected abstract ItemClient newClient(Cairn cairn, String table);

  /** Returns a decorated client that was told no table's key and looks none up. */
  protected abstract ItemClient newClientWithoutKeys(Cairn cairn);

  /** Returns a decorated client that was told no table's key and may look it up. */
  protected abstract ItemClient newClientThatDescribes(Cairn cairn);

  /** Returns a client decorated twice, as by builder and class path. */
  protected abstract ItemClient newClientDecoratedTwice(Cairn cairn);

  /** Returns a decorated client that gives up after so long; {@code pk} is named. */
  protected abstract ItemClient newClientWithTimeout(Cairn cairn, String table, long millis);

  /** Returns a decorated client of that server, told no table's key, which it may look up. */
  protected abstract ItemClient newClientAt(Cairn cairn, URI endpoint);

  /** Creates a table of a name that is new, with the partition key {@code pk}. */
  protected abstract String newTable();

  /** Returns the servers that the clients talk to. */
  protected abstract Server server();

  /** What a test does to the server. */
  public interface Server {
    /** Returns where the server of DynamoDB is. */
    URI endpoint();

    /** Returns where one is that leaves all but the first write of a batch undone. */
    URI busyEndpoint();

    /** Lets the server answer the next calls of an operation with a status. */
    void failNext(String operation, int status, int times);

    /** Lets the server refuse the next calls of an operation, which it does not carry out. */
    void refuseNext(String operation, String code, String message, int times);

    /** Lets the server wait before it carries out calls of an operation. */
    void delay(String operation, long millis);

    /** Returns how many calls of an operation have come since the last {@link #heal}. */
    long requests(String operation);

    /** Ends all of this, and what was created in the test with it. */
    void heal();
  }

  @BeforeEach
  void open() {
    server().heal();
    table = newTable();
    bare = newClient(null, table);
    decorated = newClient(cairn().build(), table);
  }

  @AfterEach
  void close() {
    server().heal();
    bare.close();
    decorated.close();
  }

  final Cairn.Builder cairn() {
    return Cairn.builder(telemetry.openTelemetry()).service("photo-api").stampUser(UserMode.PLAIN);
  }

  final <T> T asAda(Supplier<T> call) {
    return Requests.asAda(telemetry.openTelemetry(), call);
  }

  final SpanData entry() {
    return telemetry.span(Requests.NAME);
  }

  final Stamp stored(String pk) {
    return Stamp.parse((String) bare.get(table, pk).item().get("cairn"));
  }

  static Map<String, Object> item(String pk) {
    return Map.of("pk", pk, "title", "My cat", "likes", 3L);
  }

  static <T> T attribute(SpanData span, AttributeKey<T> key) {
    return span.getAttributes().get(key);
  }

  final void assertSkipped(String span, String reason) {
    assertThat(attribute(telemetry.span(span), CairnAttributes.STAMP))
        .isEqualTo("skipped:" + reason);
    assertThat(telemetry.counted("cairn.stamp.skipped")).isEqualTo(1);
  }
}
