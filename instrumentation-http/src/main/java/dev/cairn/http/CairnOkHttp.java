// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.http;

import dev.cairn.Cairn;
import java.util.Objects;
import okhttp3.OkHttpClient;

/**
 * Decorates OkHttp: each call gets a CLIENT span, the configured propagators' trace context, and,
 * where the host may be told, the origin. Thread-safe.
 *
 * <pre>{@code
 * OkHttpClient client = CairnOkHttp.create(cairn).wrap(new OkHttpClient());
 * }</pre>
 *
 * <p><b>The origin, and with it the user's id, leaves only for hosts named by {@link
 * Cairn.Builder#tell}</b>, hop by hop: of a call that is redirected, each request goes by its own
 * host. It is appended to the {@code baggage} header, behind what the application or a propagator
 * put there, and left out where that would make the header longer than 8192 bytes.
 *
 * <p>A call is one span, with its redirects, retries and whatever the application's interceptors
 * do. Its parent and origin are those of the thread that calls {@link OkHttpClient#newCall}, also
 * of a call that is enqueued. The span ends when the answer's headers are there, or as the call
 * fails or is cancelled. Headers are set below the application's interceptors: {@code
 * Response.request()} is the application's own. Callbacks run without a context, as they do without
 * Cairn; WebSockets are left alone.
 *
 * <p>Whatever of telemetry throws, the call goes out as without it. Where OpenTelemetry's own
 * instrumentation makes the span (its call factory is given this client, the Java agent is at work,
 * or a CLIENT span is current), only the origin is added.
 */
public final class CairnOkHttp {
  private final Cairn cairn;

  private CairnOkHttp(Cairn cairn) {
    this.cairn = Objects.requireNonNull(cairn, "cairn");
  }

  /** Returns a decorator of any number of clients. */
  public static CairnOkHttp create(Cairn cairn) {
    return new CairnOkHttp(cairn);
  }

  /**
   * Returns a client like this one, decorated; one that is decorated already, as it is. It shares
   * connections, dispatcher and cache with the given one, and clients built anew from it are
   * decorated too. Where such a builder sets an event listener, calls that are enqueued have no
   * caller any more.
   */
  public OkHttpClient wrap(OkHttpClient client) {
    if (client.interceptors().stream().anyMatch(OkHttpCallInterceptor.class::isInstance)) {
      return client;
    }
    OkHttpCallers callers = new OkHttpCallers(cairn, client.eventListenerFactory());
    OkHttpClient.Builder builder = client.newBuilder().eventListenerFactory(callers);
    builder.interceptors().add(0, new OkHttpCallInterceptor(cairn, callers));
    builder.networkInterceptors().add(new OkHttpHopInterceptor(cairn));
    return builder.build();
  }
}
