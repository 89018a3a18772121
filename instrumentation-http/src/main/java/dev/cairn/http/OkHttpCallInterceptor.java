// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.http;

import dev.cairn.Cairn;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;

/** The translator of OkHttp's calls, around everything else that a call does. */
final class OkHttpCallInterceptor implements Interceptor {
  private final Cairn cairn;
  private final OkHttpCallers callers;
  private final HttpClientHandler handler;

  OkHttpCallInterceptor(Cairn cairn, OkHttpCallers callers) {
    this.cairn = cairn;
    this.callers = callers;
    handler = new HttpClientHandler(cairn, new ClientTraits(false, false));
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    boolean traced = OkHttpTraced.isTraced(chain.call(), cairn);
    Context made = callers.of(chain.call());
    Context caller = traced ? Context.current() : made; // what another has put there, it needs
    ClientCall call =
        isWebSocket(chain.request())
            ? ClientCall.NONE
            : handler.start(new OkHttpRequest(chain.request()), caller, traced);
    if (call == ClientCall.NONE) {
      return chain.proceed(chain.request());
    }
    Scope scope = call.carry(caller, chain.call());
    try {
      Response response = chain.proceed(chain.request());
      answered(call, response);
      return response;
    } catch (Throwable failure) {
      call.failed(failure);
      throw failure;
    } finally {
      call.leave(scope);
    }
  }

  private static boolean isWebSocket(Request request) {
    return "websocket".equalsIgnoreCase(request.header("Upgrade"));
  }

  private void answered(ClientCall call, Response response) {
    try {
      call.answered(response.code(), version(response.protocol()));
    } catch (Throwable fault) {
      cairn.caught("http.client.answer", fault);
      call.answered(0, null);
    }
  }

  private static String version(Protocol protocol) {
    return switch (protocol) {
      case HTTP_1_0 -> "1.0";
      case HTTP_1_1 -> "1.1";
      case HTTP_2, H2_PRIOR_KNOWLEDGE -> "2";
      default -> null;
    };
  }
}
