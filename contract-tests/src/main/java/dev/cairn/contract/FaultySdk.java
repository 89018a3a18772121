// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.contract;

import dev.cairn.sdk.CairnTracing;
import dev.cairn.sdk.OriginSpanProcessor;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.InstrumentSelector;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.SdkMeterProviderBuilder;
import io.opentelemetry.sdk.metrics.View;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SdkTracerProviderBuilder;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Logger;

/** A real OpenTelemetry SDK of which one hook is trapped; all else works. */
public final class FaultySdk implements AutoCloseable {
  /** What Cairn logs to; held, since the JDK may forget it with its handlers. */
  private static final Logger LOGGER = Logger.getLogger("dev.cairn");

  private static final Duration SOON = Duration.ofMillis(10);

  private final Hook hook;
  private final Trap trap;
  private final Map<String, String> running = new ConcurrentHashMap<>();
  private final TrappedHooks.LogHandler log;
  private final OpenTelemetrySdk sdk;

  /** An SDK whose hook does as the trap says, once that is set. */
  public FaultySdk(Hook hook, Trap trap) {
    this.hook = hook;
    this.trap = trap;
    this.log = new TrappedHooks.LogHandler(trap);
    if (hook == Hook.LOG) {
      LOGGER.addHandler(log);
    }
    this.sdk =
        OpenTelemetrySdk.builder()
            .setTracerProvider(tracers())
            .setMeterProvider(meters())
            .setPropagators(
                ContextPropagators.create(
                    hook == Hook.PROPAGATOR
                        ? new TrappedHooks.Propagator(trap)
                        : Telemetry.propagator()))
            .build();
  }

  /** Returns an OpenTelemetry like that one, but for propagators that throw. */
  static OpenTelemetry brokenPropagator(OpenTelemetry working) {
    return new OpenTelemetry() {
      @Override
      public TracerProvider getTracerProvider() {
        return working.getTracerProvider();
      }

      @Override
      public MeterProvider getMeterProvider() {
        return working.getMeterProvider();
      }

      @Override
      public ContextPropagators getPropagators() {
        return ContextPropagators.create(new TrappedHooks.Propagator(new Trap(Fault.ERROR).set()));
      }
    };
  }

  private SdkTracerProvider tracers() {
    SdkTracerProviderBuilder tracers = SdkTracerProvider.builder();
    if (hook == Hook.PROCESSOR_START) {
      tracers.addSpanProcessor(new TrappedHooks.Processor(trap, true));
    }
    tracers.addSpanProcessor(new RunningSpans(running));
    TrappedHooks.Exporter exporter = new TrappedHooks.Exporter(trap);
    if (hook == Hook.KEEP_SAMPLER) {
      return CairnTracing.exportTo(new TrappedHooks.Exporter(new Trap(Fault.SLOW)))
          .sampler(new TrappedHooks.TrappedSampler(trap))
          .addTo(tracers)
          .build();
    }
    if (hook == Hook.KEEP_EXPORTER) {
      return CairnTracing.exportTo(exporter)
          .sampler(Sampler.alwaysOff())
          .queueSize(1)
          .addTo(tracers)
          .build();
    }
    tracers.addSpanProcessor(OriginSpanProcessor.create());
    switch (hook) {
      case SAMPLER -> tracers.setSampler(new TrappedHooks.TrappedSampler(trap));
      case LOG -> // which needs something to be logged
          tracers.addSpanProcessor(
              new TrappedHooks.Processor(new Trap(Fault.EXCEPTION).set(), false));
      case PROCESSOR_END -> tracers.addSpanProcessor(new TrappedHooks.Processor(trap, false));
      case EXPORTER -> tracers.addSpanProcessor(SimpleSpanProcessor.create(exporter));
      case BATCH_EXPORTER ->
          tracers.addSpanProcessor(
              BatchSpanProcessor.builder(exporter).setScheduleDelay(SOON).build());
      case FULL_QUEUE ->
          tracers.addSpanProcessor(
              BatchSpanProcessor.builder(exporter)
                  .setScheduleDelay(SOON)
                  .setMaxQueueSize(1)
                  .setMaxExportBatchSize(1)
                  .build());
      default -> {}
    }
    return tracers.build();
  }

  private SdkMeterProvider meters() {
    SdkMeterProviderBuilder meters = SdkMeterProvider.builder();
    TrappedHooks.MeasureExporter exporter =
        new TrappedHooks.MeasureExporter(hook == Hook.METRIC_READER ? trap : new Trap(Fault.SLOW));
    meters.registerMetricReader(PeriodicMetricReader.builder(exporter).setInterval(SOON).build());
    if (hook == Hook.METRIC_VIEW) {
      for (String ours : List.of("cairn.*", "db.*", "http.*")) {
        meters.registerView(
            InstrumentSelector.builder().setName(ours).build(),
            View.builder().setAttributeFilter(this::filter).build());
      }
    }
    return meters.build();
  }

  private boolean filter(String attribute) {
    trap.spring();
    return true;
  }

  /** Returns it as applications see it. */
  public OpenTelemetry openTelemetry() {
    return hook == Hook.OPENTELEMETRY ? new Trapped() : sdk;
  }

  /** Returns the names of spans that have started and not ended. */
  List<String> running() {
    return List.copyOf(running.values());
  }

  @Override
  public void close() {
    trap.release();
    LOGGER.removeHandler(log);
    sdk.close();
  }

  private final class Trapped implements OpenTelemetry {
    @Override
    public TracerProvider getTracerProvider() {
      return trap.spring() ? null : sdk.getTracerProvider();
    }

    @Override
    public MeterProvider getMeterProvider() {
      return trap.spring() ? null : sdk.getMeterProvider();
    }

    @Override
    public ContextPropagators getPropagators() {
      return trap.spring() ? null : sdk.getPropagators();
    }
  }
}
