// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.http;

import dev.cairn.Cairn;
import dev.cairn.contract.HttpHopsContract;
import dev.cairn.contract.WebCall;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClientBuilder;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.junit.jupiter.api.AfterEach;

class CairnApacheHttpAsyncClientTest extends HttpHopsContract {
  private final List<CloseableHttpAsyncClient> clients = new ArrayList<>();

  @Override
  protected WebCall.Client client(Cairn cairn, boolean followsRedirects) {
    HttpAsyncClientBuilder builder =
        HttpAsyncClients.custom()
            .setIOReactorConfig(IOReactorConfig.custom().setIoThreadCount(1).build());
    if (!followsRedirects) {
      builder.disableRedirectHandling();
    }
    if (cairn != null) {
      CairnApacheHttpClient.create(cairn).decorate(builder);
    }
    CloseableHttpAsyncClient client = builder.build();
    client.start();
    clients.add(client);
    return new ApacheAsyncWebClient(client);
  }

  @AfterEach
  void closeClients() {
    clients.forEach(client -> client.close(CloseMode.IMMEDIATE));
  }

  record ApacheAsyncWebClient(CloseableHttpAsyncClient client) implements WebCall.Client {
    @Override
    public WebCall.Answer send(WebCall call) throws Exception {
      try {
        return sendAsync(call).get();
      } catch (ExecutionException e) {
        throw (Exception) e.getCause();
      }
    }

    @Override
    public CompletableFuture<WebCall.Answer> sendAsync(WebCall call) {
      Answering future = new Answering();
      future.sent = client.execute(request(call), future);
      return future;
    }

    private static SimpleHttpRequest request(WebCall call) {
      SimpleHttpRequest request = SimpleHttpRequest.create(call.method(), URI.create(call.url()));
      for (int i = 0; i < call.headers().size(); i += 2) {
        request.addHeader(call.headers().get(i), call.headers().get(i + 1));
      }
      if (call.body() != null) {
        request.setBody(call.body(), ContentType.TEXT_PLAIN);
      }
      return request;
    }
  }

  private static final class Answering extends CompletableFuture<WebCall.Answer>
      implements FutureCallback<SimpleHttpResponse> {
    private Future<?> sent;

    @Override
    public void completed(SimpleHttpResponse response) {
      String body = response.getBodyText() == null ? "" : response.getBodyText();
      complete(
          new WebCall.Answer(
              response.getCode(),
              CairnApacheHttpClientTest.ApacheWebClient.headers(response),
              body));
    }

    @Override
    public void failed(Exception failure) {
      completeExceptionally(failure);
    }

    @Override
    public void cancelled() {
      super.cancel(false);
    }

    @Override
    public boolean cancel(boolean mayInterrupt) {
      return sent.cancel(mayInterrupt);
    }
  }
}
