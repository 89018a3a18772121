// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.contract;

import dev.cairn.Origin;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import java.util.function.Supplier;

/** Requests of the suites' user. */
final class Requests {
  /** The name of the span of every request. */
  static final String NAME = "POST /photos";

  private Requests() {}

  /** Runs the call inside a request of the user ada of acme, and returns what it returns. */
  static <T> T asAda(OpenTelemetry openTelemetry, Supplier<T> call) {
    return as("ada", openTelemetry, call);
  }

  /** Runs the call inside a request of a user of acme, and returns what it returns. */
  static <T> T as(String user, OpenTelemetry openTelemetry, Supplier<T> call) {
    Span entry = openTelemetry.getTracer("test").spanBuilder(NAME).startSpan();
    Origin origin = Origin.begin(NAME, "photo-api", entry).withUser(user, "acme");
    try (Scope spanScope = entry.makeCurrent();
        Scope originScope = origin.makeCurrent()) {
      return call.get();
    } finally {
      entry.end();
    }
  }
}
