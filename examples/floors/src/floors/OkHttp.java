// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package floors;

import dev.cairn.Cairn;
import dev.cairn.http.CairnOkHttp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CountDownLatch;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** Calls by OkHttp. */
final class OkHttp {
  private OkHttp() {}

  public static void main(String[] arguments) throws Exception {
    Recorded recorded = new Recorded();
    Cairn cairn = recorded.cairn();
    OkHttpClient client = CairnOkHttp.create(cairn).wrap(new OkHttpClient());
    CountDownLatch answered = new CountDownLatch(1);
    try (Heard heard = new Heard()) {
      Request request = new Request.Builder().url(heard.url()).build();
      cairn.job(
          "floor",
          () -> {
            try {
              client.newCall(request).execute().close();
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
            client.newCall(request).enqueue(counting(answered));
          });
      answered.await();
      heard.expect(2, "job floor");
    }
    client.dispatcher().executorService().shutdown();
    client.connectionPool().evictAll();
    recorded.expect("GET", 2, 0);
  }

  private static Callback counting(CountDownLatch answered) {
    return new Callback() {
      @Override
      public void onFailure(Call call, IOException failure) {
        answered.countDown();
      }

      @Override
      public void onResponse(Call call, Response response) {
        response.close();
        answered.countDown();
      }
    };
  }
}
