// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.Cairn;
import dev.cairn.instrument.StorageAnswer;
import dev.cairn.instrument.StorageCall;
import dev.cairn.instrument.StorageHandler;
import dev.cairn.instrument.StorageRequest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The sweep that ends forgotten calls, of all clients, when telemetry fails in it. */
class SweepTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Duration PATIENCE = Duration.ofMillis(500);

  @RegisterExtension final Telemetry telemetry = new Telemetry();

  private record Put() implements StorageRequest {
    @Override
    public String operation() {
      return "PutObject";
    }

    @Override
    public String container() {
      return "photos";
    }
  }

  @Test
  @Timeout(120)
  void forgottenCalls_areEnded_whateverFailsAtTheEndOfOne() throws Exception {
    Map<String, String> found = new LinkedHashMap<>();
    for (Fault fault : Fault.values()) {
      if (Hook.SWEEP.canHave(fault)) {
        found.put(FaultTable.row(Hook.SWEEP, fault), cell(new Trap(fault)));
      }
    }
    new FaultTable("Forgotten calls", "SweepTest").hold(found);
  }

  private String cell(Trap trap) {
    telemetry.reset();
    StorageHandler healthy = StorageHandler.s3(Cairn.create(telemetry.openTelemetry()));
    try (FaultySdk sdk = new FaultySdk(Hook.PROCESSOR_END, trap)) {
      StorageHandler faulty = StorageHandler.s3(Cairn.create(sdk.openTelemetry()));
      trap.reentry(() -> begin(faulty).end(new StorageAnswer() {}));
      trap.set();
      begin(faulty);
      assertThat(Telemetry.collectUntil(trap::isSprung, LIMIT)).as("swept").isTrue();

      begin(healthy).end(new StorageAnswer() {});
      assertThat(telemetry.spans("S3.PutObject")).as("a call that ends").hasSize(1);
      begin(healthy);
      Duration patience = trap.fault() == Fault.BLOCKING ? PATIENCE : LIMIT;
      boolean swept =
          Telemetry.collectUntil(() -> telemetry.spans("S3.PutObject").size() == 2, patience);
      trap.release();
      telemetry.awaitForgotten("S3.PutObject", 2);
      assertThat(trap.isRecursive()).isFalse();
      return swept ? "ok" : "waits";
    }
  }

  private static StorageCall begin(StorageHandler handler) {
    StorageCall call = handler.prepare(new Put(), handler.caller());
    call.sending("localhost", 80);
    return call;
  }
}
