// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.http;

import dev.cairn.Cairn;
import io.opentelemetry.context.Context;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import okhttp3.Call;
import okhttp3.EventListener;

/**
 * Remembers in which context each call was made: one that is enqueued runs on a thread of OkHttp's,
 * or of the call that finished before it. OkHttp asks for a listener as a call is made, and gets
 * the application's own.
 */
final class OkHttpCallers implements EventListener.Factory {
  private final Cairn cairn;
  private final EventListener.Factory application;

  /** Weak, for calls that nobody executes. Calls are equal to themselves alone. */
  private final Map<Call, Context> contexts = Collections.synchronizedMap(new WeakHashMap<>());

  OkHttpCallers(Cairn cairn, EventListener.Factory application) {
    this.cairn = cairn;
    this.application = application;
  }

  @Override
  public EventListener create(Call call) {
    try {
      Context caller = Context.current();
      if (caller != Context.root()) {
        contexts.put(call, caller);
      }
    } catch (Throwable fault) {
      cairn.caught("http.client.caller", fault);
    }
    return application.create(call);
  }

  /** Returns the context that the call was made in, else this thread's. Asked once a call. */
  Context of(Call call) {
    try {
      Context caller = contexts.remove(call);
      return caller == null ? Context.current() : caller;
    } catch (Throwable fault) {
      cairn.caught("http.client.caller", fault);
      return Context.root();
    }
  }
}
