// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.benchmarks;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.Consumer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;

/** The HTTP layer of AWS SDK 2.x, which answers every request alike, without a network. */
final class CannedHttpClient implements SdkHttpClient {
  private final Answer answer;
  private final SdkHttpResponse head;
  private final Consumer<String> wire;

  /**
   * A client.
   *
   * @param wire is given what is sent, as text; null for nobody
   */
  CannedHttpClient(Answer answer, Consumer<String> wire) {
    this.wire = wire;
    this.answer = answer;
    head = head(answer);
  }

  static SdkHttpResponse head(Answer answer) {
    SdkHttpResponse.Builder head = SdkHttpResponse.builder().statusCode(answer.status());
    answer.headers().forEach(head::putHeader);
    return head.build();
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() throws IOException {
        send(request);
        return HttpExecuteResponse.builder()
            .response(head)
            .responseBody(AbortableInputStream.create(new ByteArrayInputStream(answer.body())))
            .build();
      }

      @Override
      public void abort() {}
    };
  }

  private void send(HttpExecuteRequest request) throws IOException {
    OutputStream to = wire == null ? OutputStream.nullOutputStream() : new ByteArrayOutputStream();
    if (request.contentStreamProvider().isPresent()) {
      try (InputStream body = request.contentStreamProvider().get().newStream()) {
        body.transferTo(to);
      }
    }
    if (wire != null) {
      wire.accept(request.httpRequest().headers() + "\n" + to);
    }
  }

  @Override
  public void close() {}
}
