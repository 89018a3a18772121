// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.http;

import dev.cairn.Cairn;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.io.IOException;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;

/** The translator of calls of Apache's classic client, around redirects and retries. */
final class ApacheCallHandler implements ExecChainHandler {
  private final HttpClientHandler handler;
  private final ApacheExchange exchange;

  ApacheCallHandler(Cairn cairn, HttpClientHandler handler) {
    this.handler = handler;
    exchange = new ApacheExchange(cairn);
  }

  @Override
  public ClassicHttpResponse execute(
      ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
      throws IOException, HttpException {
    Context caller = Context.current();
    boolean twice = ClientCall.carried(scope.exchangeId) != ClientCall.NONE;
    ClientCall call =
        twice
            ? ClientCall.NONE
            : handler.takeUp(new ApacheRequest(request, scope.route.getTargetHost()), caller);
    if (call == ClientCall.NONE) {
      return chain.proceed(request, scope);
    }
    Scope carried = call.carry(caller, scope.exchangeId);
    try {
      ClassicHttpResponse response = chain.proceed(request, scope);
      exchange.answered(call, response);
      return response;
    } catch (Throwable failure) {
      call.failed(failure);
      throw failure;
    } finally {
      call.leave(carried);
    }
  }
}
