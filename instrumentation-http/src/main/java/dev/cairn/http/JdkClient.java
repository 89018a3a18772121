// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.http;

import dev.cairn.Cairn;
import io.opentelemetry.context.Scope;
import java.io.IOException;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/** The translator of the JDK's client. */
final class JdkClient extends HttpClient {
  private final HttpClient delegate;
  private final Cairn cairn;
  private final HttpClientHandler handler;

  JdkClient(Cairn cairn, HttpClient delegate) {
    this.cairn = cairn;
    this.delegate = delegate;
    handler =
        new HttpClientHandler(
            cairn,
            new ClientTraits(
                HttpClientHandler.isOpenTelemetrys(delegate, ""),
                delegate.followRedirects() != Redirect.NEVER));
  }

  @Override
  public <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> bodyHandler)
      throws IOException, InterruptedException {
    ClientRequest ours = new JdkClientRequest(request);
    ClientCall call = handler.start(ours);
    HttpRequest told = tell(request, call.headers(ours));
    Scope scope = call.enter(ours);
    try {
      HttpResponse<T> response = delegate.send(told, bodyHandler);
      answered(call, response);
      return response;
    } catch (Throwable failure) {
      call.failed(failure);
      throw failure;
    } finally {
      call.leave(scope);
    }
  }

  @Override
  public <T> CompletableFuture<HttpResponse<T>> sendAsync(
      HttpRequest request, HttpResponse.BodyHandler<T> bodyHandler) {
    return exchange(request, told -> delegate.sendAsync(told, bodyHandler));
  }

  @Override
  public <T> CompletableFuture<HttpResponse<T>> sendAsync(
      HttpRequest request,
      HttpResponse.BodyHandler<T> bodyHandler,
      HttpResponse.PushPromiseHandler<T> pushPromiseHandler) {
    return exchange(request, told -> delegate.sendAsync(told, bodyHandler, pushPromiseHandler));
  }

  private interface Exchange<T> {
    CompletableFuture<HttpResponse<T>> send(HttpRequest told);
  }

  /**
   * Returns the delegate's own future, so that its results, its exceptions, and what cancelling it
   * or a dependent of it does are the same to the letter. The call ends as a side effect of it.
   */
  private <T> CompletableFuture<HttpResponse<T>> exchange(
      HttpRequest request, Exchange<T> exchange) {
    ClientRequest ours = new JdkClientRequest(request);
    ClientCall call = handler.start(ours);
    HttpRequest told = tell(request, call.headers(ours));
    Scope scope = call.enter(ours);
    try {
      CompletableFuture<HttpResponse<T>> future = exchange.send(told);
      endWith(call, future);
      return future;
    } catch (Throwable failure) {
      call.failed(failure);
      throw failure;
    } finally {
      call.leave(scope);
    }
  }

  private <T> void endWith(ClientCall call, CompletableFuture<HttpResponse<T>> future) {
    if (call == ClientCall.NONE) {
      return;
    }
    try {
      future.whenComplete(
          (response, failure) -> {
            if (failure == null) {
              answered(call, response);
            } else {
              call.failed(failure);
            }
          });
    } catch (Throwable fault) {
      cairn.caught("http.client.observe", fault);
      call.answered(0, null);
    }
  }

  /** Returns a copy of the request with our headers; the request itself where that fails. */
  private HttpRequest tell(HttpRequest request, Map<String, String> headers) {
    if (headers.isEmpty()) {
      return request;
    }
    try {
      HttpRequest.Builder copy = HttpRequest.newBuilder(request, (name, value) -> true);
      for (Map.Entry<String, String> header : headers.entrySet()) {
        copy.setHeader(header.getKey(), header.getValue());
      }
      return copy.build();
    } catch (Throwable fault) {
      cairn.caught("http.client.request", fault);
      return request;
    }
  }

  private void answered(ClientCall call, HttpResponse<?> response) {
    try {
      call.answered(response.statusCode(), response.version() == Version.HTTP_2 ? "2" : "1.1");
    } catch (Throwable fault) {
      cairn.caught("http.client.answer", fault);
      call.answered(0, null);
    }
  }

  @Override
  public Optional<CookieHandler> cookieHandler() {
    return delegate.cookieHandler();
  }

  @Override
  public Optional<Duration> connectTimeout() {
    return delegate.connectTimeout();
  }

  @Override
  public Redirect followRedirects() {
    return delegate.followRedirects();
  }

  @Override
  public Optional<ProxySelector> proxy() {
    return delegate.proxy();
  }

  @Override
  public SSLContext sslContext() {
    return delegate.sslContext();
  }

  @Override
  public SSLParameters sslParameters() {
    return delegate.sslParameters();
  }

  @Override
  public Optional<Authenticator> authenticator() {
    return delegate.authenticator();
  }

  @Override
  public Version version() {
    return delegate.version();
  }

  @Override
  public Optional<Executor> executor() {
    return delegate.executor();
  }

  @Override
  public WebSocket.Builder newWebSocketBuilder() {
    return delegate.newWebSocketBuilder();
  }

  // Since Java 21 a client can be closed. These override its methods where it has them.

  public void shutdown() {
    Lifecycle.SHUTDOWN.on(delegate, List.of());
  }

  public void shutdownNow() {
    Lifecycle.SHUTDOWN_NOW.on(delegate, List.of());
  }

  public boolean isTerminated() {
    return (boolean) Lifecycle.IS_TERMINATED.on(delegate, List.of());
  }

  public boolean awaitTermination(Duration duration) throws InterruptedException {
    return (boolean) Lifecycle.AWAIT_TERMINATION.on(delegate, List.of(duration));
  }

  public void close() {
    Lifecycle.CLOSE.on(delegate, List.of());
  }
}
