// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.http;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;

/** What an {@link HttpClient} can do since Java 21. */
enum Lifecycle {
  SHUTDOWN("shutdown", MethodType.methodType(void.class)),
  SHUTDOWN_NOW("shutdownNow", MethodType.methodType(void.class)),
  IS_TERMINATED("isTerminated", MethodType.methodType(boolean.class)),
  AWAIT_TERMINATION("awaitTermination", MethodType.methodType(boolean.class, Duration.class)),
  CLOSE("close", MethodType.methodType(void.class));

  private final MethodHandle method;

  Lifecycle(String name, MethodType type) {
    method = find(name, type);
  }

  private static MethodHandle find(String name, MethodType type) {
    try {
      return MethodHandles.publicLookup().findVirtual(HttpClient.class, name, type);
    } catch (ReflectiveOperationException olderJava) {
      return null; // before Java 21 nobody can call it either
    }
  }

  /** Calls the client, which may throw as its method does. */
  Object on(HttpClient client, List<?> arguments) {
    if (method == null) {
      throw new UnsupportedOperationException(name() + " needs Java 21");
    }
    try {
      return method.bindTo(client).invokeWithArguments(arguments);
    } catch (Throwable own) {
      throw Lifecycle.<RuntimeException>unchanged(own);
    }
  }

  @SuppressWarnings("unchecked")
  private static <E extends Throwable> E unchanged(Throwable own) throws E {
    throw (E) own;
  }
}
