// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.contract;

import static org.assertj.core.api.Assertions.catchRuntimeException;

import dev.cairn.Cairn;
import dev.cairn.Stamp;
import dev.cairn.contract.ItemClient.Update;
import dev.cairn.contract.ItemClient.Write;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** No fault of telemetry or of Cairn's own settings reaches a call: {@code FAULTS.md}. */
public abstract class DynamoDbFaultContract extends DynamoDbSuite {
  private static final Set<Hook> NOT_OF_DYNAMODB = EnumSet.of(Hook.RESOLVER, Hook.SWEEP);

  @Test
  @Timeout(300)
  protected void call_isTheBareOne_whateverFails() throws Exception {
    RealAws.assumeNot("real AWS does not fail on order");
    String hooks = newTable();
    FaultMatrix.hold(
        new FaultMatrix.Side() {
          @Override
          public FaultMatrix.Subject open(Cairn cairn, Hook hook, Trap trap) throws IOException {
            if (hook != Hook.KEY_SCHEMA) {
              return new Session(newClient(cairn, table), hooks, null);
            }
            SchemaServer schema = new SchemaServer(server().endpoint(), trap);
            return new Session(newClientAt(cairn, schema.endpoint()), hooks, schema);
          }

          @Override
          public FaultMatrix.Left takeLeft() {
            return DynamoDbFaultContract.this.takeLeft();
          }
        },
        new FaultTable("DynamoDB", getClass().getSimpleName()),
        EnumSet.complementOf(EnumSet.copyOf(NOT_OF_DYNAMODB)));
  }

  private FaultMatrix.Left takeLeft() {
    Map<Object, Map<String, Object>> left = new TreeMap<>();
    boolean stamped = true;
    for (Map<String, Object> item : bare.scan(table).items()) {
      Map<String, Object> kept = new TreeMap<>(item);
      stamped &= Stamp.parse(String.valueOf(kept.remove("cairn"))).isValid();
      left.put(item.get("pk"), kept);
      bare.delete(table, (String) item.get("pk"));
    }
    return new FaultMatrix.Left(left, stamped);
  }

  private final class Session implements FaultMatrix.Subject {
    private final ItemClient client;
    private final String hooks;
    private final SchemaServer schema;

    Session(ItemClient client, String hooks, SchemaServer schema) {
      this.client = client;
      this.hooks = hooks;
      this.schema = schema;
    }

    @Override
    public Object session() {
      Update like = new Update("ADD likes :n", null, Map.of(":n", 1L), "ALL_NEW");
      return List.of(
          client.put(table, item("cat")).unstamped(),
          client.put(table, item("cat")).unstamped(),
          client.update(table, "cat", like).unstamped(),
          client.get(table, "cat").unstamped(),
          client.query(table, "cat").unstamped(),
          client
              .batchWrite(List.of(Write.put(table, item("dog")), Write.put(table, item("cow"))))
              .unstamped(),
          client.delete(table, "dog").unstamped(),
          client.errorCode(catchRuntimeException(() -> client.putIfAbsent(table, item("cat")))));
    }

    @Override
    public void reenter() {
      client.put(hooks, item("hook"));
    }

    @Override
    public void close() {
      client.close();
      if (schema != null) {
        schema.close();
      }
    }
  }
}
