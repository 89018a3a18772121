// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SpanKindsTest {
  @ParameterizedTest
  @EnumSource(SpanKind.class)
  void spanOfTheSdk_hasItsKind(SpanKind kind) {
    try (SdkTracerProvider tracers =
        SdkTracerProvider.builder()
            .addSpanProcessor(SimpleSpanProcessor.create(InMemorySpanExporter.create()))
            .build()) {
      Span span = tracers.get("test").spanBuilder("span").setSpanKind(kind).startSpan();
      assertThat(SpanKinds.of(span)).isEqualTo(kind);
      span.end();
    }
  }

  @Test
  void otherSpan_hasNoneThatCouldBeTold() {
    assertThat(SpanKinds.of(Span.getInvalid())).isNull();
    assertThat(SpanKinds.of(null)).isNull();
  }

  @Test
  void absentSdk_isNoFault() throws Exception {
    Class<?> alone = new WithoutSdk().loadClass(SpanKinds.class.getName());
    assertThat(alone).isNotSameAs(SpanKinds.class);
    assertThat(alone.getMethod("of", Span.class).invoke(null, Span.getInvalid())).isNull();
  }

  /** Sees the OpenTelemetry API, but not the SDK. */
  private static final class WithoutSdk extends ClassLoader {
    WithoutSdk() {
      super(SpanKindsTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.startsWith("io.opentelemetry.sdk.")) {
        throw new ClassNotFoundException(name);
      }
      return name.startsWith(SpanKinds.class.getName())
          ? define(name)
          : super.loadClass(name, resolve);
    }

    private Class<?> define(String name) throws ClassNotFoundException {
      Class<?> known = findLoadedClass(name);
      if (known != null) {
        return known;
      }
      try (InputStream file = getResourceAsStream(name.replace('.', '/') + ".class")) {
        byte[] octets = file.readAllBytes();
        return defineClass(name, octets, 0, octets.length);
      } catch (IOException unreadable) {
        throw new ClassNotFoundException(name, unreadable);
      }
    }
  }
}
