// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.http;

import dev.cairn.Cairn;
import dev.cairn.contract.HttpClientContract;
import dev.cairn.contract.WebCall;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;

class CairnHttpClientTest extends HttpClientContract {
  @Override
  protected WebCall.Client client(Cairn cairn, boolean followsRedirects) {
    HttpClient bare =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(
                followsRedirects ? HttpClient.Redirect.ALWAYS : HttpClient.Redirect.NEVER)
            .build();
    return new JdkWebClient(cairn == null ? bare : CairnHttpClient.create(cairn).wrap(bare));
  }

  record JdkWebClient(HttpClient client) implements WebCall.Client {
    @Override
    public WebCall.Answer send(WebCall call) throws Exception {
      return answer(client.send(request(call), BodyHandlers.ofString()));
    }

    @Override
    public CompletableFuture<WebCall.Answer> sendAsync(WebCall call) {
      return client
          .sendAsync(request(call), BodyHandlers.ofString())
          .thenApply(JdkWebClient::answer);
    }

    private static HttpRequest request(WebCall call) {
      HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(call.url()));
      if (!call.headers().isEmpty()) {
        request.headers(call.headers().toArray(String[]::new));
      }
      return request
          .method(
              call.method(),
              call.body() == null ? BodyPublishers.noBody() : BodyPublishers.ofString(call.body()))
          .build();
    }

    private static WebCall.Answer answer(HttpResponse<String> response) {
      return new WebCall.Answer(response.statusCode(), response.headers().map(), response.body());
    }
  }
}
