// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.http;

import dev.cairn.Cairn;
import java.util.Objects;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.async.HttpAsyncClientBuilder;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;

/**
 * Decorates Apache HttpClient 5: each call gets a CLIENT span, the configured propagators' trace
 * context, and, where the host may be told, the origin. Thread-safe.
 *
 * <pre>{@code
 * CloseableHttpClient client =
 *     CairnApacheHttpClient.create(cairn).decorate(HttpClients.custom()).build();
 * }</pre>
 *
 * <p><b>The origin, and with it the user's id, leaves only for hosts named by {@link
 * Cairn.Builder#tell}</b>, hop by hop: of a call that is redirected, each request goes by the host
 * that it is sent to. It is appended to the {@code baggage} header, behind what the application or
 * a propagator put there, and left out where that would make the header longer than 8192 bytes.
 *
 * <p>A call is one span, with its redirects, retries and challenges. Its parent and origin are
 * those of the thread that makes the call. The span ends when the answer's headers are there, or as
 * the call fails or is cancelled. Requests of the application and its {@code HttpContext} are left
 * as they are.
 *
 * <p>Whatever of telemetry throws, the call goes out as without it. Where OpenTelemetry's own
 * instrumentation makes the span (the builder is its, the Java agent is at work, or a CLIENT span
 * is current), only the origin is added.
 */
public final class CairnApacheHttpClient {
  private final Cairn cairn;

  private CairnApacheHttpClient(Cairn cairn) {
    this.cairn = Objects.requireNonNull(cairn, "cairn");
  }

  /** Returns a decorator of any number of clients. */
  public static CairnApacheHttpClient create(Cairn cairn) {
    return new CairnApacheHttpClient(cairn);
  }

  /**
   * Adds what decorates to the builder of a classic client, and returns it. Whatever is set on it
   * before or afterwards holds. Decorated twice, the client acts once.
   */
  public HttpClientBuilder decorate(HttpClientBuilder builder) {
    return builder
        .addExecInterceptorFirst("cairn-call", new ApacheCallHandler(cairn, handler()))
        .addExecInterceptorBefore(
            ChainElement.CONNECT.name(), "cairn-hop", new ApacheHopHandler(cairn));
  }

  /** Adds what decorates to the builder of an asynchronous client, as above. */
  public HttpAsyncClientBuilder decorate(HttpAsyncClientBuilder builder) {
    return builder
        .addExecInterceptorFirst("cairn-call", new ApacheAsyncCallHandler(cairn, handler()))
        .addExecInterceptorBefore(
            ChainElement.CONNECT.name(), "cairn-hop", new ApacheAsyncHopHandler(cairn));
  }

  private HttpClientHandler handler() {
    return new HttpClientHandler(cairn, new ClientTraits(false, false));
  }
}
