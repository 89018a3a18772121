// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.http;

import dev.cairn.Cairn;
import java.io.IOException;
import org.apache.hc.client5.http.async.AsyncExecCallback;
import org.apache.hc.client5.http.async.AsyncExecChain;
import org.apache.hc.client5.http.async.AsyncExecChainHandler;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.nio.AsyncEntityProducer;

/** The same as {@link ApacheHopHandler}, for the asynchronous client. */
final class ApacheAsyncHopHandler implements AsyncExecChainHandler {
  private final ApacheExchange exchange;

  ApacheAsyncHopHandler(Cairn cairn) {
    exchange = new ApacheExchange(cairn);
  }

  @Override
  public void execute(
      HttpRequest request,
      AsyncEntityProducer body,
      AsyncExecChain.Scope scope,
      AsyncExecChain chain,
      AsyncExecCallback callback)
      throws HttpException, IOException {
    ClientCall call = ApacheAsyncCallHandler.carried(scope);
    if (call != ClientCall.NONE) {
      call.begin();
      exchange.tell(call, new ApacheRequest(request, scope.route.getTargetHost()), request);
    }
    chain.proceed(request, body, scope, callback);
  }
}
