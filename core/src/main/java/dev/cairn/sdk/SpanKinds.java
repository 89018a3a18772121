// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sdk;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.ReadableSpan;

/**
 * The kind of a live span, which the OpenTelemetry API does not tell. For authors of an
 * instrumentation, which without it cannot see that another one has already begun a span for the
 * same request. Safe to call where the SDK is absent. Thread-safe; never throws.
 */
public final class SpanKinds {
  private static final boolean SDK_PRESENT = isPresent("io.opentelemetry.sdk.trace.ReadableSpan");

  private SpanKinds() {}

  /**
   * Returns the span's kind, or null where it cannot be told: the span is not sampled, remote or
   * invalid, or it is not one of the SDK on this class path (the Java agent's spans are not).
   */
  public static SpanKind of(Span span) {
    return SDK_PRESENT ? Readable.kind(span) : null;
  }

  private static boolean isPresent(String name) {
    try {
      Class.forName(name, false, SpanKinds.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException | LinkageError absent) {
      return false; // expected: whoever traces by the agent alone has no SDK
    }
  }

  /** Apart, because a class that names an absent one may fail to verify. */
  private static final class Readable {
    static SpanKind kind(Span span) {
      return span instanceof ReadableSpan readable ? readable.getKind() : null;
    }
  }
}
