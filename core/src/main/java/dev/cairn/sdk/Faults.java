// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sdk;

import dev.cairn.CairnAttributes;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Where faults of a sampler, a processor or an exporter go instead of into the application: logged
 * the first time, and counted as {@code cairn.faults} once there is a meter. Thread-safe.
 */
final class Faults {
  private static final Logger LOGGER = Logger.getLogger("dev.cairn");

  private final AtomicBoolean logged = new AtomicBoolean();
  private volatile LongCounter counter;

  /** Counts by this meter, like the rest of Cairn. */
  void measureBy(Meter meter) {
    counter =
        meter
            .counterBuilder("cairn.faults")
            .setDescription("Faults of telemetry kept from the application")
            .build();
  }

  /** Takes a fault. Throws only what leaves the JVM in no state to go on. */
  void caught(String hook, Throwable fault) {
    if (fault instanceof VirtualMachineError fatal && !(fault instanceof StackOverflowError)) {
      throw fatal;
    }
    if (logged.compareAndSet(false, true)) {
      LOGGER.log(
          Level.WARNING, "Cairn kept a fault of '" + hook + "' to itself (logged once)", fault);
    }
    try {
      if (counter != null) {
        counter.add(1, Attributes.of(CairnAttributes.HOOK, hook));
      }
    } catch (RuntimeException | LinkageError broken) {
      LOGGER.log(Level.FINE, "a counter of Cairn threw", broken);
    }
  }
}
