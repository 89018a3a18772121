// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn;

import io.opentelemetry.api.logs.LogRecordBuilder;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * Makes a log record an event: by its field where OpenTelemetry has it (1.50), else by the
 * attribute that stood for it before. A method handle in a constant costs what the call would.
 */
final class EventName {
  private static final MethodHandle SETTER = setter();

  private EventName() {}

  private static MethodHandle setter() {
    try {
      return MethodHandles.publicLookup()
          .findVirtual(
              LogRecordBuilder.class,
              "setEventName",
              MethodType.methodType(LogRecordBuilder.class, String.class));
    } catch (ReflectiveOperationException | LinkageError older) {
      return null; // expected below 1.50
    }
  }

  /** Names the event. Throws what the builder does. */
  static void set(LogRecordBuilder event, String name) throws Throwable {
    if (SETTER == null) {
      event.setAttribute(CairnAttributes.EVENT_NAME, name);
    } else {
      LogRecordBuilder same = (LogRecordBuilder) SETTER.invokeExact(event, name);
    }
  }
}
