// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;

/** A job as an origin: its span, and the work inside it. */
final class Job {
  private final Cairn cairn;
  private final String name;

  Job(Cairn cairn, String name) {
    this.cairn = cairn;
    this.name = name;
  }

  void run(Runnable work) {
    if (cairn.passesBy("job")) {
      work.run();
      return;
    }
    Span span = start();
    Scope scope = enter(span);
    try {
      work.run();
    } catch (RuntimeException | Error failure) {
      guarded("job.fail", () -> fail(span, failure));
      throw failure;
    } finally {
      guarded("job.leave", scope::close);
      guarded("job.end", span::end);
    }
  }

  private Span start() {
    try (TelemetryWork work = TelemetryWork.begin()) {
      return cairn
          .openTelemetry()
          .getTracer("dev.cairn")
          .spanBuilder(name)
          .setParent(OwnSpans.mark(Context.root(), cairn))
          .startSpan();
    } catch (Throwable fault) {
      cairn.caught("job.start", fault);
      return Span.getInvalid();
    }
  }

  private Scope enter(Span span) {
    try {
      Origin origin = Origin.begin(name, cairn.service(), span);
      origin.describe(span);
      return Context.current().with(span).with(origin).makeCurrent();
    } catch (Throwable fault) {
      cairn.caught("job.enter", fault);
      return Scope.noop();
    }
  }

  private static void fail(Span span, Throwable failure) {
    span.setStatus(StatusCode.ERROR);
    span.setAttribute(CairnAttributes.ERROR_TYPE, failure.getClass().getName());
    span.recordException(failure);
  }

  private void guarded(String hook, Runnable telemetry) {
    try (TelemetryWork work = TelemetryWork.begin()) {
      telemetry.run();
    } catch (Throwable fault) {
      cairn.caught(hook, fault);
    }
  }
}
