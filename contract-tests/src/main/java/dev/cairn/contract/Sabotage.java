// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.contract;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.context.propagation.TextMapSetter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SdkTracerProviderBuilder;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import java.util.Collection;
import java.util.List;

/** An OpenTelemetry of which one part throws whenever it is called. */
public enum Sabotage {
  /** {@code Sampler.shouldSample}. */
  SAMPLER {
    @Override
    public OpenTelemetry openTelemetry() {
      return sdk(working().setSampler(new BrokenSampler()).build());
    }
  },
  /** {@code SpanProcessor.onStart}. */
  PROCESSOR_START {
    @Override
    public OpenTelemetry openTelemetry() {
      return sdk(SdkTracerProvider.builder().addSpanProcessor(new BrokenProcessor(true)).build());
    }
  },
  /** {@code SpanProcessor.onEnd}. */
  PROCESSOR_END {
    @Override
    public OpenTelemetry openTelemetry() {
      return sdk(SdkTracerProvider.builder().addSpanProcessor(new BrokenProcessor(false)).build());
    }
  },
  /** {@code SpanExporter.export}. */
  EXPORTER {
    @Override
    public OpenTelemetry openTelemetry() {
      return sdk(
          SdkTracerProvider.builder()
              .addSpanProcessor(SimpleSpanProcessor.create(new BrokenExporter()))
              .build());
    }
  },
  /** {@code TextMapPropagator.inject} and {@code extract}. */
  PROPAGATOR {
    @Override
    public OpenTelemetry openTelemetry() {
      return OpenTelemetrySdk.builder()
          .setTracerProvider(working().build())
          .setPropagators(ContextPropagators.create(new BrokenPropagator()))
          .build();
    }
  },
  /**
   * {@code OpenTelemetry.getTracerProvider}, {@code getMeterProvider} and {@code getPropagators}.
   */
  EVERYTHING {
    @Override
    public OpenTelemetry openTelemetry() {
      return new BrokenOpenTelemetry();
    }
  };

  /** Returns a processor that does nothing: without one the SDK asks no sampler. */
  static SpanProcessor ignoring() {
    return SimpleSpanProcessor.create(InMemorySpanExporter.create());
  }

  /** Returns one that works but for its propagators. */
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
        return ContextPropagators.create(new BrokenPropagator());
      }
    };
  }

  /** Returns a new, broken OpenTelemetry. */
  public abstract OpenTelemetry openTelemetry();

  private static SdkTracerProviderBuilder working() {
    return SdkTracerProvider.builder().addSpanProcessor(ignoring());
  }

  private static OpenTelemetry sdk(SdkTracerProvider tracers) {
    return OpenTelemetrySdk.builder()
        .setTracerProvider(tracers)
        .setPropagators(ContextPropagators.create(Telemetry.propagator()))
        .build();
  }

  /** Not a RuntimeException: a guard that catches Exception alone is not enough. */
  private static Error fault() {
    return new AssertionError("injected telemetry fault");
  }

  private static final class BrokenSampler implements Sampler {
    @Override
    public SamplingResult shouldSample(
        Context parentContext,
        String traceId,
        String name,
        SpanKind spanKind,
        Attributes attributes,
        List<LinkData> parentLinks) {
      throw fault();
    }

    @Override
    public String getDescription() {
      return "broken";
    }
  }

  private record BrokenProcessor(boolean atStart) implements SpanProcessor {
    @Override
    public void onStart(Context parentContext, ReadWriteSpan span) {
      throw fault();
    }

    @Override
    public boolean isStartRequired() {
      return atStart;
    }

    @Override
    public void onEnd(ReadableSpan span) {
      throw fault();
    }

    @Override
    public boolean isEndRequired() {
      return !atStart;
    }
  }

  private static final class BrokenExporter implements SpanExporter {
    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
      throw fault();
    }

    @Override
    public CompletableResultCode flush() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
      return CompletableResultCode.ofSuccess();
    }
  }

  private static final class BrokenPropagator implements TextMapPropagator {
    @Override
    public Collection<String> fields() {
      throw fault();
    }

    @Override
    public <C> void inject(Context context, C carrier, TextMapSetter<C> setter) {
      throw fault();
    }

    @Override
    public <C> Context extract(Context context, C carrier, TextMapGetter<C> getter) {
      throw fault();
    }
  }

  private static final class BrokenOpenTelemetry implements OpenTelemetry {
    @Override
    public TracerProvider getTracerProvider() {
      throw fault();
    }

    @Override
    public MeterProvider getMeterProvider() {
      throw fault();
    }

    @Override
    public ContextPropagators getPropagators() {
      throw fault();
    }
  }
}
