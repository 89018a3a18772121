// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sdk;

import io.opentelemetry.sdk.autoconfigure.spi.AutoConfigurationCustomizer;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigurationException;
import io.opentelemetry.sdk.trace.SdkTracerProviderBuilder;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.ArrayList;
import java.util.List;

/**
 * {@link CairnTracing} for an SDK that OpenTelemetry configures by properties and variables:
 *
 * <pre>{@code
 * CairnAutoConfigure.customize(AutoConfiguredOpenTelemetrySdk.builder()).build()
 * }</pre>
 *
 * <p>Sampler and exporters are those that OpenTelemetry's own settings name. Cairn's are {@code
 * cairn.keep} ({@code requests}, {@code writes} or {@code off}), {@code cairn.keep.queue.size} and
 * {@code cairn.keep.errors}, as variables {@code CAIRN_KEEP} and so on; what is wrong there is a
 * {@link ConfigurationException} that names the setting, as with OpenTelemetry's own.
 */
public final class CairnAutoConfigure {
  private static final String KEEP = "cairn.keep";
  private static final String QUEUE_SIZE = "cairn.keep.queue.size";
  private static final String ERRORS = "cairn.keep.errors";

  private final Faults faults = new Faults();
  private final List<SpanExporter> exporters = new ArrayList<>();

  private CairnAutoConfigure() {}

  /** Adds Cairn to what OpenTelemetry builds, and returns the builder. */
  public static <T extends AutoConfigurationCustomizer> T customize(T builder) {
    CairnAutoConfigure cairn = new CairnAutoConfigure();
    builder.addSamplerCustomizer(cairn::sampler);
    builder.addSpanExporterCustomizer(cairn::exporter);
    builder.addTracerProviderCustomizer(cairn::processors);
    return builder;
  }

  private Sampler sampler(Sampler sampler, ConfigProperties config) {
    return isOff(config) ? sampler : new KeepSampler(sampler, faults);
  }

  private SpanExporter exporter(SpanExporter exporter, ConfigProperties config) {
    if (isOff(config)) {
      return exporter;
    }
    SharedExporter first = SharedExporter.of(exporter);
    exporters.add(first.share());
    return first;
  }

  /** Called after the other two. */
  private SdkTracerProviderBuilder processors(
      SdkTracerProviderBuilder builder, ConfigProperties config) {
    if (isOff(config)) {
      return builder.addSpanProcessor(OriginSpanProcessor.create());
    }
    SpanExporter all = SpanExporter.composite(List.copyOf(exporters));
    exporters.clear(); // the next SDK that is built has its own
    return CairnTracing.exportTo(all)
        .keep(keep(config))
        .queueSize(atLeast(1, config, QUEUE_SIZE, CairnTracing.QUEUE))
        .errorsPerSecond(atLeast(0, config, ERRORS, CairnTracing.ERRORS))
        .addProcessors(builder, faults);
  }

  private static boolean isOff(ConfigProperties config) {
    return keep(config) == null;
  }

  /** Returns null for {@code off}. */
  private static Keep keep(ConfigProperties config) {
    String value = config.getString(KEEP, "requests");
    return switch (value) {
      case "requests" -> Keep.REQUESTS;
      case "writes" -> Keep.WRITES;
      case "off" -> null;
      default ->
          throw new ConfigurationException(
              KEEP + ": '" + value + "' is none of requests, writes, off");
    };
  }

  private static int atLeast(int least, ConfigProperties config, String name, int otherwise) {
    int value = config.getInt(name, otherwise);
    if (value < least) {
      throw new ConfigurationException(name + ": " + value + " is less than " + least);
    }
    return value;
  }
}
