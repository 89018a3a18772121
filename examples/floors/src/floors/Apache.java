// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package floors;

import dev.cairn.Cairn;
import dev.cairn.http.CairnApacheHttpClient;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;

/** Calls by both of Apache's clients. */
final class Apache {
  private Apache() {}

  public static void main(String[] arguments) throws Exception {
    Recorded recorded = new Recorded();
    Cairn cairn = recorded.cairn();
    CairnApacheHttpClient decorator = CairnApacheHttpClient.create(cairn);
    try (Heard heard = new Heard();
        CloseableHttpClient client = decorator.decorate(HttpClients.custom()).build();
        CloseableHttpAsyncClient async = decorator.decorate(HttpAsyncClients.custom()).build()) {
      async.start();
      cairn.job("floor", () -> both(client, async, heard.url()));
      heard.expect(2, "job floor");
    }
    recorded.expect("GET", 2, 0);
  }

  private static void both(
      CloseableHttpClient client, CloseableHttpAsyncClient async, String url) {
    try {
      client.execute(new HttpGet(url), response -> null);
      async.execute(SimpleHttpRequest.create("GET", url), null).get();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
