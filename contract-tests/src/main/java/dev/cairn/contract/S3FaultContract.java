// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.contract;

import static org.assertj.core.api.Assertions.catchRuntimeException;

import dev.cairn.Cairn;
import dev.cairn.Stamp;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** No fault of telemetry or of Cairn's own settings reaches a call of S3: {@code FAULTS.md}. */
public abstract class S3FaultContract extends S3Suite {
  private static final Set<Hook> NOT_OF_S3 = EnumSet.of(Hook.RESOLVER, Hook.KEY_SCHEMA, Hook.SWEEP);

  @Test
  @Timeout(300)
  protected void call_isTheBareOne_whateverFails() throws Exception {
    RealAws.assumeNot("real AWS does not fail on order");
    String hooks = server().newBucket();
    FaultMatrix.hold(
        new FaultMatrix.Side() {
          @Override
          public FaultMatrix.Subject open(Cairn cairn, Hook hook, Trap trap) {
            return new Session(newClient(cairn), hooks);
          }

          @Override
          public FaultMatrix.Left takeLeft() {
            return S3FaultContract.this.takeLeft();
          }
        },
        new FaultTable("S3", getClass().getSimpleName()),
        EnumSet.complementOf(EnumSet.copyOf(NOT_OF_S3)));
  }

  private FaultMatrix.Left takeLeft() {
    Map<String, Map<String, String>> left = new TreeMap<>();
    boolean stamped = false;
    for (String key : bare.list(bucket)) {
      Map<String, String> metadata = new TreeMap<>(bare.head(bucket, key).metadata());
      stamped |= Stamp.parse(metadata.remove("cairn")).isValid();
      left.put(key, metadata);
      bare.delete(bucket, key);
    }
    return new FaultMatrix.Left(left, stamped);
  }

  private final class Session implements FaultMatrix.Subject {
    private final ObjectClient client;
    private final String hooks;
    private final Queue<CompletableFuture<?>> reentries = new ConcurrentLinkedQueue<>();

    Session(ObjectClient client, String hooks) {
      this.client = client;
      this.hooks = hooks;
    }

    @Override
    public Object session() {
      return List.of(
          client.put(bucket, "cat", "meow", Map.of("title", "My cat")).unstamped(),
          client.get(bucket, "cat").unstamped(),
          client.head(bucket, "cat").unstamped(),
          client.copy(bucket, "cat", "dog").unstamped(),
          client.delete(bucket, "cat").unstamped(),
          String.valueOf(client.errorCode(catchRuntimeException(() -> client.get(bucket, "cat")))));
    }

    @Override
    public void reenter() {
      if (client instanceof AsyncObjectClient async) {
        reentries.add(async.startPut(hooks, "hook", "by a hook"));
      } else {
        client.put(hooks, "hook", "by a hook", Map.of());
      }
    }

    @Override
    public void close() {
      reentries.forEach(CompletableFuture::join);
      client.close();
    }
  }
}
