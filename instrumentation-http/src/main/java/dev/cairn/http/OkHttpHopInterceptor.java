// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.http;

import dev.cairn.Cairn;
import io.opentelemetry.context.Scope;
import java.io.IOException;
import java.util.Map;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;

/** Sets the headers of each request of a call, with the URL that it is really sent to. */
final class OkHttpHopInterceptor implements Interceptor {
  private final Cairn cairn;

  OkHttpHopInterceptor(Cairn cairn) {
    this.cairn = cairn;
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    ClientCall call = ClientCall.carried(chain.call());
    if (call == ClientCall.NONE) {
      return chain.proceed(chain.request());
    }
    ClientRequest hop = new OkHttpRequest(chain.request());
    Request told = tell(chain.request(), call.headers(hop));
    Scope scope = call.enterHop(hop);
    try {
      return chain.proceed(told);
    } finally {
      call.leave(scope);
    }
  }

  /** Returns a copy of the request with our headers; the request itself where that fails. */
  private Request tell(Request request, Map<String, String> headers) {
    if (headers.isEmpty()) {
      return request;
    }
    try {
      Request.Builder copy = request.newBuilder();
      headers.forEach(copy::header);
      return copy.build();
    } catch (Throwable fault) {
      cairn.caught("http.client.request", fault);
      return request;
    }
  }
}
