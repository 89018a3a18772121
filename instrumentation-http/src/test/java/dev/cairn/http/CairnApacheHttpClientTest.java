// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.http;

import dev.cairn.Cairn;
import dev.cairn.contract.HttpHopsContract;
import dev.cairn.contract.WebCall;
import io.opentelemetry.context.Context;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.ParseException;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.StringEntity;

class CairnApacheHttpClientTest extends HttpHopsContract {
  @Override
  protected WebCall.Client client(Cairn cairn, boolean followsRedirects) {
    HttpClientBuilder builder = HttpClients.custom();
    if (!followsRedirects) {
      builder.disableRedirectHandling();
    }
    if (cairn != null) {
      CairnApacheHttpClient.create(cairn).decorate(builder);
    }
    return new ApacheWebClient(builder.build());
  }

  record ApacheWebClient(HttpClient client) implements WebCall.Client {
    @Override
    public WebCall.Answer send(WebCall call) throws Exception {
      return client.execute(request(call), ApacheWebClient::answer);
    }

    /** This client is synchronous: the application has a thread for it. */
    @Override
    public CompletableFuture<WebCall.Answer> sendAsync(WebCall call) {
      HttpUriRequestBase request = request(call);
      CompletableFuture<WebCall.Answer> future =
          new CompletableFuture<>() {
            @Override
            public boolean cancel(boolean mayInterrupt) {
              request.cancel();
              return super.cancel(mayInterrupt);
            }
          };
      Runnable send =
          () -> {
            try {
              future.complete(client.execute(request, ApacheWebClient::answer));
            } catch (Exception failure) {
              future.completeExceptionally(failure);
            }
          };
      new Thread(Context.current().wrap(send)).start();
      return future;
    }

    private static HttpUriRequestBase request(WebCall call) {
      HttpUriRequestBase request = new HttpUriRequestBase(call.method(), URI.create(call.url()));
      for (int i = 0; i < call.headers().size(); i += 2) {
        request.addHeader(call.headers().get(i), call.headers().get(i + 1));
      }
      if (call.body() != null) {
        request.setEntity(new StringEntity(call.body()));
      }
      return request;
    }

    private static WebCall.Answer answer(ClassicHttpResponse response) throws IOException {
      try {
        String body =
            response.getEntity() == null ? "" : EntityUtils.toString(response.getEntity());
        return new WebCall.Answer(response.getCode(), headers(response), body);
      } catch (ParseException e) {
        throw new IOException(e);
      }
    }

    static Map<String, List<String>> headers(HttpResponse response) {
      Map<String, List<String>> headers = new LinkedHashMap<>();
      for (Header header : response.getHeaders()) {
        headers.computeIfAbsent(header.getName(), n -> new ArrayList<>()).add(header.getValue());
      }
      return headers;
    }
  }
}
