// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.contract;

import static dev.cairn.contract.Fault.HUGE;
import static dev.cairn.contract.Fault.NULL;
import static dev.cairn.contract.Fault.REENTRANT;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/**
 * Where code that is neither the application's nor a client's takes part in a call, and a {@link
 * Fault} may strike.
 */
public enum Hook {
  /** {@code OpenTelemetry.getTracerProvider}, {@code getMeterProvider}, {@code getPropagators}. */
  OPENTELEMETRY("OpenTelemetry itself", REENTRANT, HUGE),
  /** {@code Sampler.shouldSample}. */
  SAMPLER("sampler"),
  /** {@code SpanProcessor.onStart}. */
  PROCESSOR_START("span processor, start", NULL),
  /** {@code SpanProcessor.onEnd}. */
  PROCESSOR_END("span processor, end", NULL, HUGE),
  /** {@code SpanExporter.export}, called at the end of each span. */
  EXPORTER("exporter of each span", HUGE),
  /** {@code SpanExporter.export}, called in the background. */
  BATCH_EXPORTER("exporter of batches", HUGE),
  /** The same, behind a queue that has room for one span. */
  FULL_QUEUE("full queue", HUGE),
  /** The application's sampler within Cairn's, which keeps what matters. */
  KEEP_SAMPLER("sampler within Cairn's"),
  /** The exporter of what Cairn keeps although the sampler drops it, with room for one span. */
  KEEP_EXPORTER("exporter of what is kept", HUGE),
  /** {@code MetricExporter.export}, called by a reader in the background. */
  METRIC_READER("metric reader", HUGE),
  /** The filter of attributes of a metrics view, called as something is measured. */
  METRIC_VIEW("metric view", NULL, HUGE),
  /** A handler of the JDK's logging, to which a fault of telemetry is logged. */
  LOG("log handler", NULL, HUGE),
  /** {@code TextMapPropagator.inject} and {@code extract}. */
  PROPAGATOR("propagator"),
  /** {@code OriginResolver.resolve}. */
  RESOLVER("resolver"),
  /** What stamps and baggage are made of: an origin's span context, its user. */
  STAMP_CODEC("stamp codec"),
  /** DescribeTable, by which names of keys are looked up. */
  KEY_SCHEMA("key schema"),
  /** What ends calls that an SDK has forgotten. */
  SWEEP("event sweep", NULL, HUGE);

  private final String text;
  private final Set<Fault> impossible = EnumSet.noneOf(Fault.class);

  Hook(String text, Fault... impossible) {
    this.text = text;
    this.impossible.addAll(Arrays.asList(impossible));
  }

  /**
   * Returns whether there is such a fault in the hook: one that returns nothing returns no null.
   */
  public boolean canHave(Fault fault) {
    return !impossible.contains(fault);
  }

  /** Returns whether it is called in the background, when the call may be over. */
  boolean isInBackground() {
    return this == BATCH_EXPORTER
        || this == FULL_QUEUE
        || this == KEEP_EXPORTER
        || this == METRIC_READER
        || this == KEY_SCHEMA;
  }

  /** Returns it as tables say it. */
  String text() {
    return text;
  }
}
