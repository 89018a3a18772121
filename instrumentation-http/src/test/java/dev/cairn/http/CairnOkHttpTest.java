// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.http;

import dev.cairn.Cairn;
import dev.cairn.contract.HttpHopsContract;
import dev.cairn.contract.WebCall;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

class CairnOkHttpTest extends HttpHopsContract {
  @Override
  protected WebCall.Client client(Cairn cairn, boolean followsRedirects) {
    OkHttpClient bare = new OkHttpClient.Builder().followRedirects(followsRedirects).build();
    return new OkHttpWebClient(cairn == null ? bare : CairnOkHttp.create(cairn).wrap(bare));
  }

  record OkHttpWebClient(Call.Factory client) implements WebCall.Client {
    @Override
    public WebCall.Answer send(WebCall call) throws Exception {
      return answer(client.newCall(request(call)).execute());
    }

    @Override
    public CompletableFuture<WebCall.Answer> sendAsync(WebCall call) {
      Call sent = client.newCall(request(call));
      CompletableFuture<WebCall.Answer> future =
          new CompletableFuture<>() {
            @Override
            public boolean cancel(boolean mayInterrupt) {
              sent.cancel();
              return super.cancel(mayInterrupt);
            }
          };
      sent.enqueue(
          new Callback() {
            @Override
            public void onFailure(Call failed, IOException failure) {
              future.completeExceptionally(failure);
            }

            @Override
            public void onResponse(Call answered, Response response) throws IOException {
              future.complete(answer(response));
            }
          });
      return future;
    }

    static Request request(WebCall call) {
      Request.Builder request = new Request.Builder().url(call.url());
      for (int i = 0; i < call.headers().size(); i += 2) {
        request.addHeader(call.headers().get(i), call.headers().get(i + 1));
      }
      RequestBody body = call.body() == null ? null : RequestBody.create(call.body().getBytes());
      return request.method(call.method(), body).build();
    }

    private static WebCall.Answer answer(Response response) throws IOException {
      try (response) {
        return new WebCall.Answer(
            response.code(), response.headers().toMultimap(), response.body().string());
      }
    }
  }
}
