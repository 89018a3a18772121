// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dynamodb;

import dev.cairn.instrument.Caller;
import dev.cairn.instrument.StorageHandler;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Stands before a client, whichever SDK's: tells the hooks who calls, makes a refused call once
 * more without its stamp, and says when a call is over that no hook hears the end of. Everything
 * else the hooks do.
 *
 * <p>It forwards what the client itself implements, by reflection: methods that a later version of
 * the SDK adds are forwarded like any other. A method that the client leaves to its interface
 * (consumers of builders, paginators) runs there, so that the calls it makes come back here.
 */
abstract class ClientDelegate implements InvocationHandler {
  final StorageHandler handler;
  private final Object client;
  private final ConcurrentMap<Method, Boolean> implemented = new ConcurrentHashMap<>();

  ClientDelegate(StorageHandler handler, Object client) {
    this.handler = handler;
    this.client = client;
  }

  /** Returns a client of the given interface that this delegate stands before. */
  <T> T as(Class<T> type) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, this));
  }

  @Override
  public final Object invoke(Object proxy, Method method, Object[] args) throws Throwable {
    if (method.getDeclaringClass() == Object.class) {
      return ofObject(proxy, method, args);
    }
    if (method.isDefault() && !isImplemented(method)) {
      return left(proxy, method, args);
    }
    return call(method, args);
  }

  private Object ofObject(Object proxy, Method method, Object[] args) {
    return switch (method.getName()) {
      case "equals" -> proxy == args[0];
      case "hashCode" -> System.identityHashCode(proxy);
      default -> client.toString();
    };
  }

  /** Whether the client's own class, and not its interface alone, has the method. */
  private boolean isImplemented(Method method) throws NoSuchMethodException {
    Boolean known = implemented.get(method);
    if (known == null) {
      Method own = client.getClass().getMethod(method.getName(), method.getParameterTypes());
      known = !own.getDeclaringClass().isInterface();
      implemented.put(method, known);
    }
    return known;
  }

  /** Runs a method that the client leaves to its interface. */
  Object left(Object proxy, Method method, Object[] args) throws Throwable {
    return InvocationHandler.invokeDefault(proxy, method, args);
  }

  /** Makes a call of the client. */
  abstract Object call(Method method, Object[] args) throws Throwable;

  /** Returns how long the application waits for this call, or null. */
  abstract Duration timeout(Object[] args);

  /** Returns arguments by which the client waits for the call no longer than so. */
  abstract Object[] within(Duration left, Object[] args);

  /** Returns AWS's error code, or null. */
  abstract String errorCode(Throwable error);

  /** Returns a caller in the context of the application's call. */
  final Caller caller(Context context, boolean blocking, Object[] args) {
    Caller caller = handler.delegated(context, blocking);
    try {
      caller.timeout(timeout(args));
    } catch (Throwable fault) {
      handler.caught("timeout", fault);
    }
    return caller;
  }

  /** Calls the client and waits for it. */
  final Object block(Method method, Object[] args) throws Throwable {
    Caller caller = caller(Context.current(), true, args);
    Throwable error = null;
    try {
      return send(caller, method, args);
    } catch (Throwable first) {
      error = first;
      if (!caller.isToResend()) {
        throw first;
      }
      try {
        return send(caller, method, withinTimeLeft(caller, args));
      } catch (Throwable second) {
        throw firstIfAlike(first, second);
      }
    } finally {
      caller.done(error);
    }
  }

  /** Calls the client so that its hooks know the caller. */
  final Object send(Caller caller, Method method, Object[] args) throws Throwable {
    try (Scope ignored = handler.enter(caller)) {
      return method.invoke(client, args);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  /** Returns arguments for a resend, those of the application where no others can be made. */
  final Object[] withinTimeLeft(Caller caller, Object[] args) {
    try {
      return within(caller.timeLeft(), args);
    } catch (Throwable fault) {
      handler.caught("within", fault);
      return args;
    }
  }

  /** Returns what the application sees of two refusals. */
  final Throwable firstIfAlike(Throwable first, Throwable second) {
    String code = errorCode(first);
    return code != null && code.equals(errorCode(second)) ? first : second;
  }
}
