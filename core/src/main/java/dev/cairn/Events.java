// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.logs.LogRecordBuilder;
import io.opentelemetry.api.logs.Logger;
import io.opentelemetry.api.logs.LoggerProvider;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import java.io.PrintWriter;
import java.time.Instant;

/**
 * What the application reports by itself, on the logs signal: sampling leaves that alone. The span
 * meanwhile is only marked ({@link CairnAttributes#EVENT}), so that each event is counted once.
 * Thread-safe; no method throws.
 */
final class Events {
  /** Characters. Beyond it there are repetitions; it is what log pipelines take in one piece. */
  static final int MAX_STACKTRACE = 16 * 1024;

  static final String EXCEPTION = "exception";

  private final Cairn cairn;
  private final Logger logger;

  Events(Cairn cairn) {
    this.cairn = cairn;
    logger = logger(cairn);
  }

  private static Logger logger(Cairn cairn) {
    try {
      return cairn.openTelemetry().getLogsBridge().get("dev.cairn");
    } catch (Throwable fault) {
      cairn.caught("event.logger", fault);
      return LoggerProvider.noop().get("dev.cairn");
    }
  }

  void event(String name, Attributes attributes) {
    if (!cairn.isEnabled()) {
      return;
    }
    try {
      if (name.isBlank()) {
        throw new IllegalArgumentException("event: the name is blank");
      }
      emit(name, logger.logRecordBuilder().setAllAttributes(attributes));
    } catch (Throwable fault) {
      cairn.caught("event", fault);
    }
  }

  void error(Throwable thrown) {
    if (!cairn.isEnabled()) {
      return;
    }
    try {
      LogRecordBuilder event =
          logger
              .logRecordBuilder()
              .setSeverity(Severity.ERROR)
              .setAttribute(CairnAttributes.EXCEPTION_TYPE, thrown.getClass().getName())
              .setAttribute(CairnAttributes.EXCEPTION_STACKTRACE, stackTrace(thrown));
      String message = thrown.getMessage();
      if (message != null) {
        event.setAttribute(CairnAttributes.EXCEPTION_MESSAGE, message);
      }
      emit(EXCEPTION, event);
    } catch (Throwable fault) {
      cairn.caught("error", fault);
    }
  }

  private static void emit(String name, LogRecordBuilder event) throws Throwable {
    Context context = Context.current();
    Origin origin = Origin.from(context);
    EventName.set(event, name);
    origin.describe(event);
    event.setContext(context).setTimestamp(Instant.now());
    try (TelemetryWork work = TelemetryWork.begin()) {
      event.emit();
    }
    Span current = Span.fromContext(context);
    // Where the sampler dropped the current span, the request's stands for it.
    Span marked = current.isRecording() ? current : LocalRoot.in(context);
    marked.setAttribute(CairnAttributes.EVENT, name);
  }

  private static String stackTrace(Throwable thrown) {
    CappedWriter text = new CappedWriter(MAX_STACKTRACE);
    thrown.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
