// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.contract;

import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A {@link Fault} on the way to strike: what a hook does when it is called, and who called it.
 * Thread-safe. It does nothing until it is set.
 */
public final class Trap {
  private static final long SLOW_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
  private static final int HUGE = 2 << 20;

  /** More reentrant calls than that are no longer those of one session. */
  private static final int ENDLESS = 500;

  /** So deep may calls be in one another: what counts a call that goes by may be the hook. */
  private static final int DEEP = 3;

  /** Threads that OpenTelemetry, or Cairn, or a server has for itself. */
  private static final List<String> BACKGROUND =
      List.of(
          "BatchSpanProcessor", "PeriodicMetricReader", "cairn-keep", "schema-server", "Cleaner");

  private final Fault fault;
  private final CountDownLatch release = new CountDownLatch(1);
  private final AtomicInteger sprung = new AtomicInteger();
  private volatile boolean inline;
  private final AtomicInteger active = new AtomicInteger();
  private final Set<Thread> blocked = ConcurrentHashMap.newKeySet();
  private final Map<Thread, Integer> depths = new ConcurrentHashMap<>();
  private final List<WeakReference<String>> megabytes = new CopyOnWriteArrayList<>();
  private volatile Runnable reentry = () -> {};
  private volatile boolean set;
  private volatile boolean recursed;
  private volatile Throwable reentryFailure;

  /** Without a stack trace, which logs would be full of. */
  static final class Injected extends RuntimeException {
    private static final long serialVersionUID = 1;

    Injected() {
      super("injected telemetry fault", null, false, false);
    }
  }

  private static final class InjectedError extends Error {
    private static final long serialVersionUID = 1;

    InjectedError() {
      super("injected telemetry fault", null, false, false);
    }
  }

  /** A trap that is not set. */
  public Trap(Fault fault) {
    this.fault = fault;
  }

  /** Sets it: from here on hooks fail. */
  public Trap set() {
    set = true;
    return this;
  }

  /** Says what a reentrant hook does. */
  void reentry(Runnable call) {
    reentry = call;
  }

  /** Does what the fault does; returns whether the hook is to return null or megabytes instead. */
  boolean spring() {
    if (!set) {
      return false;
    }
    sprung.incrementAndGet();
    if (BACKGROUND.stream().noneMatch(Thread.currentThread().getName()::contains)) {
      inline = true;
    }
    active.incrementAndGet();
    try {
      return strike();
    } finally {
      active.decrementAndGet();
    }
  }

  private boolean strike() {
    switch (fault) {
      case EXCEPTION -> throw new Injected();
      case ERROR -> throw new InjectedError();
      case SLOW -> LockSupport.parkNanos(SLOW_NANOS);
      case BLOCKING -> block();
      case REENTRANT -> reenter();
      case NULL, HUGE -> {
        return true;
      }
    }
    return false;
  }

  /** As a hook that knows of no interrupts. */
  private void block() {
    boolean interrupted = false;
    blocked.add(Thread.currentThread());
    while (true) {
      try {
        release.await();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    blocked.remove(Thread.currentThread());
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void reenter() {
    Thread thread = Thread.currentThread();
    int depth = depths.getOrDefault(thread, 0);
    if (sprung.get() > ENDLESS || depth == DEEP) {
      recursed = true;
      return;
    }
    depths.put(thread, depth + 1);
    try {
      reentry.run();
    } catch (Throwable failure) {
      reentryFailure = failure;
      throw failure;
    } finally {
      depths.put(thread, depth);
    }
  }

  /** Lets blocked hooks return. From here on they work. */
  void release() {
    set = false;
    release.countDown();
  }

  /** Returns the fault. */
  Fault fault() {
    return fault;
  }

  /** Returns megabytes that only the caller refers to. */
  String huge() {
    String text = "x".repeat(HUGE);
    megabytes.add(new WeakReference<>(text));
    return text;
  }

  /** Returns whether any megabytes handed over are still referred to. */
  boolean isRetained() {
    return megabytes.stream().anyMatch(each -> each.get() != null);
  }

  /** Returns whether the hook is at it. */
  boolean isActive() {
    return active.get() > 0;
  }

  /** Returns how often the hook was called. */
  int calls() {
    return sprung.get();
  }

  /** Returns whether the hook was called. */
  boolean isSprung() {
    return calls() > 0;
  }

  /** Returns whether the hook was called on a thread of the call's. */
  boolean isInline() {
    return inline;
  }

  /** Returns whether a hook keeps this thread. */
  boolean isBlocking(Thread thread) {
    return blocked.contains(thread);
  }

  /** Returns what a reentrant call threw, or null. */
  Throwable reentryFailure() {
    return reentryFailure;
  }

  /** Returns whether a reentrant call made the hook be called again. */
  boolean isRecursive() {
    return recursed;
  }
}
