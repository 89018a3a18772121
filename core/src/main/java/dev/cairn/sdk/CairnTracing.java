// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sdk;

import io.opentelemetry.sdk.trace.SdkTracerProviderBuilder;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.Objects;

/**
 * What Cairn adds to an OpenTelemetry SDK: the {@linkplain OriginSpanProcessor origin} on every
 * span, and that what matters is exported whatever the application's sampler drops ({@link Keep}).
 *
 * <pre>{@code
 * CairnTracing.exportTo(exporter).sampler(Sampler.traceIdRatioBased(0.01)).addTo(SdkTracerProvider.builder())
 * }</pre>
 *
 * <p>Spans that are kept only for this carry {@code cairn.kept} and are not sampled: the flag on
 * the wire and in the trace stays what the application's sampler decided. Sampled spans go by the
 * application's own processor. Not thread-safe.
 *
 * <p>Each kept span waits, on average half a second, in a queue of its own, and is exported in
 * batches from one thread. Of what has no room there, roots are lost before events, errors and
 * writes; losses are counted as {@code cairn.keep.dropped}, what got away as {@code
 * cairn.keep.exported}, both by {@code cairn.kept} and from the first span of Cairn's on. Errors
 * beyond a number a second are counted as lost, unless they are roots that are kept anyhow.
 *
 * <p>A write that comes after its request has ended still keeps the request's span while that is
 * one of the latest 1024 that were not kept by themselves. The application's other processors see
 * the recorded spans, too, and can tell them by the flag, as they must any sampler's.
 */
public final class CairnTracing {
  static final int QUEUE = 8192;
  static final int ERRORS = 100;

  private final SpanExporter exporter;
  private Sampler sampler = Sampler.parentBased(Sampler.alwaysOn());
  private Keep keep = Keep.REQUESTS;
  private int queueSize = QUEUE;
  private int errorsPerSecond = ERRORS;

  private CairnTracing(SpanExporter exporter) {
    this.exporter = exporter;
  }

  /**
   * Returns settings by which what matters is exported.
   *
   * @param exporter to a backend, by batches, and so one that does nothing else. It is closed with
   *     the SDK: of its own, not the one that another processor closes.
   */
  public static CairnTracing exportTo(SpanExporter exporter) {
    return new CairnTracing(Objects.requireNonNull(exporter, "exporter"));
  }

  /** Sets the application's sampler. Default: OpenTelemetry's, which samples all. */
  public CairnTracing sampler(Sampler sampler) {
    this.sampler = Objects.requireNonNull(sampler, "sampler");
    return this;
  }

  /** Sets which spans are kept beyond writes, errors and events. Default: {@link Keep#REQUESTS}. */
  public CairnTracing keep(Keep keep) {
    this.keep = Objects.requireNonNull(keep, "keep");
    return this;
  }

  /** Sets how many kept spans can wait for the exporter: 1 or more, 8192 by default. */
  public CairnTracing queueSize(int spans) {
    queueSize = atLeast(1, spans, "queueSize");
    return this;
  }

  /** Sets how many error spans are kept a second, roots not counted: 100 by default. */
  public CairnTracing errorsPerSecond(int spans) {
    errorsPerSecond = atLeast(0, spans, "errorsPerSecond");
    return this;
  }

  private static int atLeast(int least, int value, String setting) {
    if (value < least) {
      throw new IllegalArgumentException(setting + ": " + value + " is less than " + least);
    }
    return value;
  }

  /**
   * Sets the sampler and adds Cairn's processors.
   *
   * @return the builder, on which no other sampler is to be set
   */
  public SdkTracerProviderBuilder addTo(SdkTracerProviderBuilder builder) {
    Faults faults = new Faults();
    return addProcessors(builder.setSampler(new KeepSampler(sampler, faults)), faults);
  }

  SdkTracerProviderBuilder addProcessors(SdkTracerProviderBuilder builder, Faults faults) {
    KeepCounts counts = new KeepCounts(faults);
    KeepWorker worker = new KeepWorker(exporter, queueSize, counts, faults);
    ErrorLimit errors = new ErrorLimit(errorsPerSecond, System::nanoTime);
    return builder
        .addSpanProcessor(OriginSpanProcessor.create())
        .addSpanProcessor(new KeepSpanProcessor(keep, errors, worker, counts, faults));
  }
}
