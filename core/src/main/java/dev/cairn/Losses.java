// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Where everything is counted that Cairn did not do: {@code cairn.faults} by hook, {@code
 * cairn.stamp.skipped} by reason. Each is also logged, once per hook or per reason and resource an
 * hour.
 */
final class Losses {
  private static final Logger LOGGER = Logger.getLogger("dev.cairn");
  private static final long QUIET_NANOS = TimeUnit.HOURS.toNanos(1);

  /** Beyond so many kinds of loss the memory of what was logged starts anew. */
  private static final int MAX_REMEMBERED = 1000;

  private final ConcurrentMap<String, Long> lastLogged = new ConcurrentHashMap<>();
  private final LongCounter faults;
  private final LongCounter skips;
  private final BoundedCache<String, Attributes> byReason =
      new BoundedCache<>(reason -> Attributes.of(CairnAttributes.SKIP_REASON, reason));

  Losses(OpenTelemetry openTelemetry) {
    faults =
        counter(openTelemetry, "cairn.faults", "Faults of telemetry kept from the application");
    skips = counter(openTelemetry, "cairn.stamp.skipped", "Writes that went out unstamped");
  }

  private static LongCounter counter(OpenTelemetry openTelemetry, String name, String what) {
    try {
      return counter(openTelemetry.getMeter("dev.cairn"), name, what);
    } catch (Throwable fault) {
      rethrowIfFatal(fault);
      LOGGER.log(Level.WARNING, "Cairn cannot count " + name, fault);
      return counter(OpenTelemetry.noop().getMeter("dev.cairn"), name, what);
    }
  }

  private static LongCounter counter(Meter meter, String name, String what) {
    return meter.counterBuilder(name).setDescription(what).build();
  }

  /** Counts a fault. Throws only what leaves the JVM in no state to go on. */
  void caught(String hook, Throwable fault) {
    rethrowIfFatal(fault);
    add(faults, Attributes.of(CairnAttributes.HOOK, hook));
    log(
        hook,
        () ->
            LOGGER.log(
                Level.WARNING,
                "Cairn kept a fault in '" + hook + "' from the application (logged once an hour)",
                fault));
  }

  /** Counts a call that telemetry itself made, and that went by undecorated. */
  void passedBy(String hook) {
    add(faults, Attributes.of(CairnAttributes.HOOK, hook + ".reentry"));
    log(
        hook + ".reentry",
        () ->
            LOGGER.log(
                Level.WARNING,
                "Cairn let a call go by undecorated, in ''{0}'': a sampler, span processor or"
                    + " exporter made it (logged once an hour)",
                hook));
  }

  void skipped(String reason, String resource, boolean warn) {
    add(skips, byReason.get(reason));
    if (warn) {
      log(
          reason + ' ' + resource,
          () ->
              LOGGER.log(
                  Level.WARNING,
                  "Cairn wrote no stamp to {0}: {1} (logged once an hour)",
                  new Object[] {resource, reason}));
    }
  }

  private static void add(LongCounter counter, Attributes attributes) {
    try (TelemetryWork work = TelemetryWork.begin()) {
      counter.add(1, attributes);
    } catch (Throwable fault) {
      rethrowIfFatal(fault);
      LOGGER.log(Level.FINE, "a counter of Cairn threw", fault);
    }
  }

  private void log(String key, Runnable write) {
    long now = System.nanoTime();
    if (lastLogged.size() >= MAX_REMEMBERED) {
      lastLogged.clear();
    }
    Long last = lastLogged.get(key);
    if (last == null || now - last >= QUIET_NANOS) {
      lastLogged.put(key, now);
      try {
        write.run();
      } catch (Throwable hostileHandler) {
        rethrowIfFatal(hostileHandler); // the log is the last resort: the counter still tells
      }
    }
  }

  private static void rethrowIfFatal(Throwable fault) {
    if (fault instanceof VirtualMachineError fatal && !(fault instanceof StackOverflowError)) {
      throw fatal;
    }
  }
}
