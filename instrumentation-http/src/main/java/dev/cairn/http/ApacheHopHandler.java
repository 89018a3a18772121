// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.http;

import dev.cairn.Cairn;
import java.io.IOException;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;

/**
 * Sets the headers of each request of a call, with the host that it is really sent to; within
 * OpenTelemetry's library, if there is one.
 */
final class ApacheHopHandler implements ExecChainHandler {
  private final ApacheExchange exchange;

  ApacheHopHandler(Cairn cairn) {
    exchange = new ApacheExchange(cairn);
  }

  @Override
  public ClassicHttpResponse execute(
      ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
      throws IOException, HttpException {
    ClientCall call = ClientCall.carried(scope.exchangeId);
    if (call != ClientCall.NONE) {
      call.begin();
      exchange.tell(call, new ApacheRequest(request, scope.route.getTargetHost()), request);
    }
    return chain.proceed(request, scope);
  }
}
