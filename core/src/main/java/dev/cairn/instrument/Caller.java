// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.instrument;

import io.opentelemetry.context.Context;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who called a client: the context in which the calls run that the SDK makes of it, on whatever
 * thread, and those of them that have not ended. Thread-safe.
 */
public final class Caller {
  private final Context context;
  private final Set<CallSpan> open = ConcurrentHashMap.newKeySet();
  private volatile boolean heard;

  Caller(Context context) {
    this.context = context;
  }

  /** Returns the context the client was called in. */
  public Context context() {
    return context;
  }

  /**
   * Says that the caller has its answer, or has cancelled the call: nothing more will be heard of
   * what is still open.
   *
   * @param error null where the call succeeded
   */
  public void done(Throwable error) {
    for (CallSpan call : open) {
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

  void opened(CallSpan call) {
    open.add(call);
  }

  void ended(CallSpan call) {
    open.remove(call);
  }
}
