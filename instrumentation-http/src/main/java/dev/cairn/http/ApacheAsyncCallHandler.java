// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.http;

import dev.cairn.Cairn;
import io.opentelemetry.context.Context;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import org.apache.hc.client5.http.async.AsyncExecCallback;
import org.apache.hc.client5.http.async.AsyncExecChain;
import org.apache.hc.client5.http.async.AsyncExecChainHandler;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.nio.AsyncDataConsumer;
import org.apache.hc.core5.http.nio.AsyncEntityProducer;
import org.apache.hc.core5.http.protocol.HttpContext;

/**
 * The translator of calls of Apache's asynchronous client, around redirects and retries. These run
 * on the client's threads: the call goes along in the exchange's {@code HttpContext}, until it
 * ends.
 */
final class ApacheAsyncCallHandler implements AsyncExecChainHandler {
  private static final String CALL = "dev.cairn.http.call";

  private final HttpClientHandler handler;
  private final ApacheExchange exchange;

  ApacheAsyncCallHandler(Cairn cairn, HttpClientHandler handler) {
    this.handler = handler;
    exchange = new ApacheExchange(cairn);
  }

  /** Returns the call of this exchange, or {@link ClientCall#NONE}. */
  static ClientCall carried(AsyncExecChain.Scope scope) {
    return scope.clientContext.getAttribute(CALL) instanceof ClientCall call
            && call.isOf(scope.exchangeId)
        ? call
        : ClientCall.NONE;
  }

  @Override
  public void execute(
      HttpRequest request,
      AsyncEntityProducer body,
      AsyncExecChain.Scope scope,
      AsyncExecChain chain,
      AsyncExecCallback callback)
      throws HttpException, IOException {
    boolean twice = carried(scope) != ClientCall.NONE;
    ClientCall call =
        twice
            ? ClientCall.NONE
            : handler.takeUp(
                new ApacheRequest(request, scope.route.getTargetHost()), Context.current());
    if (call == ClientCall.NONE) {
      chain.proceed(request, body, scope, callback);
      return;
    }
    call.knownBy(scope.exchangeId);
    scope.clientContext.setAttribute(CALL, call);
    Ending ending = new Ending(exchange, call, scope.clientContext, callback);
    try {
      chain.proceed(request, body, ending.within(scope), ending);
    } catch (Throwable failure) {
      ending.failedBy(failure);
      throw failure;
    }
  }

  /** Ends the call before the application hears of the answer. */
  private record Ending(
      ApacheExchange exchange, ClientCall call, HttpContext context, AsyncExecCallback callback)
      implements AsyncExecCallback {
    @Override
    public AsyncDataConsumer handleResponse(HttpResponse response, EntityDetails details)
        throws HttpException, IOException {
      exchange.answered(call, response);
      context.removeAttribute(CALL);
      return callback.handleResponse(response, details);
    }

    @Override
    public void handleInformationResponse(HttpResponse response) throws HttpException, IOException {
      callback.handleInformationResponse(response);
    }

    @Override
    public void completed() {
      callback.completed();
    }

    @Override
    public void failed(Exception cause) {
      failedBy(cause);
      callback.failed(cause);
    }

    /** Returns the scope, which tells of a cancellation: of some, no callback does. */
    AsyncExecChain.Scope within(AsyncExecChain.Scope scope) {
      return new AsyncExecChain.Scope(
          scope.exchangeId,
          scope.route,
          scope.originalRequest,
          new ApacheCancellation(
              scope.cancellableDependency, () -> failedBy(new CancellationException())),
          scope.clientContext,
          scope.execRuntime,
          scope.scheduler,
          scope.execCount);
    }

    void failedBy(Throwable cause) {
      call.failed(cause);
      context.removeAttribute(CALL);
    }
  }
}
