// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.http;

import dev.cairn.Cairn;
import java.net.http.HttpClient;
import java.util.Objects;

/**
 * Decorates the JDK's HTTP client ({@code java.net.http}): each call gets a CLIENT span, the
 * configured propagators' trace context, and, where the host may be told, the origin. Thread-safe.
 *
 * <pre>{@code
 * HttpClient client = CairnHttpClient.create(cairn).wrap(HttpClient.newHttpClient());
 * }</pre>
 *
 * <p><b>The origin, and with it the user's id, leaves only for hosts named by {@link
 * Cairn.Builder#tell}.</b> It is appended to the {@code baggage} header, behind what the
 * application or a propagator put there. It is not where that would make the header longer than
 * 8192 bytes; nor where the client follows redirects, since the JDK sends a request's headers on to
 * wherever a redirect leads (warned once): build such a client with {@code Redirect.NEVER}, the
 * default.
 *
 * <p>Requests are copied, never changed. What a call returns or throws is the wrapped client's own,
 * futures included; {@code HttpResponse.request()} shows the copy. The parent of the span and the
 * origin are those of the thread that calls {@code send} or {@code sendAsync}. A call that follows
 * redirects is one span. An asynchronous call's span ends as its future completes, by an answer, a
 * failure or a cancellation. WebSockets are left alone.
 *
 * <p>Whatever of telemetry throws, the call goes out as without it. Where OpenTelemetry's own
 * instrumentation makes the span (it made the wrapped client, the Java agent is at work, or a
 * CLIENT span is current), only the origin is added.
 */
public final class CairnHttpClient {
  private final Cairn cairn;

  private CairnHttpClient(Cairn cairn) {
    this.cairn = Objects.requireNonNull(cairn, "cairn");
  }

  /** Returns a decorator of any number of clients. */
  public static CairnHttpClient create(Cairn cairn) {
    return new CairnHttpClient(cairn);
  }

  /**
   * Returns the client, decorated; one that is decorated already, as it is. Settings, connections
   * and life cycle are the given client's.
   */
  public HttpClient wrap(HttpClient client) {
    Objects.requireNonNull(client, "client");
    return client instanceof JdkClient ? client : new JdkClient(cairn, client);
  }
}
