// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.instrument;

import dev.cairn.Origin;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.ImplicitContextKeyed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;

/**
 * Who called a client: the context in which the calls run that the SDK makes of it, on whatever
 * thread, and those of them that have not ended. Thread-safe.
 *
 * <p>A delegate of a client's interface makes it current while it calls the client, so that the
 * hooks find it without a change to the request. When the client fails, the delegate asks {@link
 * #isToResend} and, if so, calls the client once more under the same caller.
 */
public final class Caller implements ImplicitContextKeyed {
  private static final ContextKey<Caller> KEY = ContextKey.named("cairn-caller");

  /** How a call was made. */
  private enum Kind {
    /** Returns when the call is over: nothing can be forgotten. */
    BLOCKING,
    /** By a delegate that says when the call is over. */
    DELEGATED,
    /** By a client that no delegate stands before. */
    BARE
  }

  private final StorageHandler handler;
  private final Context context;
  private final Kind kind;
  private final boolean passesBy;
  private final long startNanos = System.nanoTime();
  private final List<CallSpan> open = new ArrayList<>(1);
  private Duration timeout;
  private CallSpan held;
  private boolean resent;
  private boolean stamped;
  private volatile boolean heard;

  private Caller(StorageHandler handler, Context context, Kind kind) {
    this.handler = handler;
    this.context = context;
    this.kind = kind;
    this.passesBy = handler.passesBy();
  }

  static Caller blocking(StorageHandler handler, Context context) {
    return new Caller(handler, context, Kind.BLOCKING);
  }

  static Caller delegated(StorageHandler handler, Context context) {
    return new Caller(handler, context, Kind.DELEGATED);
  }

  static Caller bare(StorageHandler handler, Context context) {
    return new Caller(handler, context, Kind.BARE);
  }

  /** Returns the caller in the context whose client this handler serves, or null. */
  static Caller in(Context context, StorageHandler handler) {
    Caller caller = context.get(KEY);
    return caller == null || caller.handler != handler ? null : caller;
  }

  /**
   * Returns the current context, or the other where the current one says of nobody: there is
   * neither a span nor an origin in it, as on the threads of an SDK.
   */
  public static Context currentOr(Context other) {
    return firstThatTells(Context.current(), other);
  }

  static Context firstThatTells(Context first, Context second) {
    boolean silent =
        !Span.fromContext(first).getSpanContext().isValid() && !Origin.from(first).isPresent();
    return second != null && silent ? second : first;
  }

  @Override
  public Context storeInContext(Context other) {
    return other.with(KEY, this);
  }

  /** Returns the context the client was called in. */
  public Context context() {
    return context;
  }

  /** Returns whether a hook of telemetry called: what the SDK makes of it goes by undecorated. */
  boolean passesBy() {
    return passesBy;
  }

  /** Sets how long the application waits for the call, a resend included; null for no limit. */
  public synchronized void timeout(Duration limit) {
    timeout = limit;
  }

  /** Returns what is left of the time the application waits; null for no limit. */
  public synchronized Duration timeLeft() {
    return timeout == null ? null : timeout.minusNanos(System.nanoTime() - startNanos);
  }

  /** Returns whether anything the call sends carries a stamp. */
  public synchronized boolean isStamped() {
    return stamped;
  }

  /**
   * Returns whether the failed call is to be made once more, as the application wrote it: its stamp
   * may be why it was refused, and as much time is left as that took. True once at most.
   */
  public synchronized boolean isToResend() {
    if (held == null || resent) {
      return false;
    }
    Duration left = timeLeft();
    resent = left == null || left.toNanos() > System.nanoTime() - startNanos;
    return resent;
  }

  /**
   * Says that the caller has its answer, or has cancelled the call: nothing more will be heard of
   * what is still open.
   *
   * @param error null where the call succeeded
   */
  public void done(Throwable error) {
    List<CallSpan> left;
    synchronized (this) {
      if (open.isEmpty()) {
        return;
      }
      left = List.copyOf(open);
    }
    for (CallSpan call : left) {
      call.abandon(error == null ? new CancellationException() : error);
    }
  }

  /** Returns whether a call was prepared for this caller, be Cairn switched on or off. */
  public boolean isHeard() {
    return heard;
  }

  void heard() {
    heard = true;
  }

  /** Returns whether a call may be dropped by the SDK without a word to anyone. */
  boolean mayForget() {
    return kind != Kind.BLOCKING;
  }

  synchronized void opened(CallSpan call) {
    open.add(call);
  }

  synchronized void ended(CallSpan call) {
    open.remove(call);
  }

  synchronized void stamped() {
    stamped = true;
  }

  /** Keeps a refused call open for a resend; false where none can come. */
  synchronized boolean hold(CallSpan call) {
    if (kind == Kind.BARE || held != null) {
      return false;
    }
    held = call;
    return true;
  }

  /** Returns the refused call that is being made once more, or null. */
  synchronized CallSpan resent() {
    return resent ? held : null;
  }
}
