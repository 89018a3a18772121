// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.benchmarks;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;

/**
 * The HTTP layer of asynchronous clients of AWS SDK 2.x. It answers every request alike, on a
 * thread of its own, and only when told to: so no thread wakes another in between, at a cost that
 * is the operating system's.
 */
final class CannedAsyncHttpClient implements SdkAsyncHttpClient {
  private final ExecutorService loop = Executors.newSingleThreadExecutor();
  private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
  private final Answer answer;
  private final SdkHttpResponse head;
  private final Consumer<String> wire;

  /**
   * A client.
   *
   * @param wire is given what is sent, as text; null for nobody
   */
  CannedAsyncHttpClient(Answer answer, Consumer<String> wire) {
    this.answer = answer;
    this.wire = wire;
    head = CannedHttpClient.head(answer);
  }

  /** Returns the thread that sends and answers. */
  long thread() throws InterruptedException, ExecutionException {
    return loop.submit(() -> Thread.currentThread().getId()).get();
  }

  /** Answers all that was asked, and returns when it is. */
  void answerAll() throws InterruptedException, ExecutionException {
    loop.submit(
            () -> {
              for (Runnable next = waiting.poll(); next != null; next = waiting.poll()) {
                next.run();
              }
            })
        .get();
  }

  @Override
  public CompletableFuture<Void> execute(AsyncExecuteRequest request) {
    CompletableFuture<Void> answered = new CompletableFuture<>();
    waiting.add(() -> request.requestContentPublisher().subscribe(new Sent(request, answered)));
    return answered;
  }

  @Override
  public void close() {
    loop.shutdownNow();
  }

  /** Takes in the body of a request, and then answers it. */
  private final class Sent implements Subscriber<ByteBuffer> {
    private final AsyncExecuteRequest request;
    private final CompletableFuture<Void> answered;
    private final StringBuilder body = new StringBuilder();

    Sent(AsyncExecuteRequest request, CompletableFuture<Void> answered) {
      this.request = request;
      this.answered = answered;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
      subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(ByteBuffer part) {
      if (wire != null) {
        body.append(StandardCharsets.UTF_8.decode(part));
      }
    }

    @Override
    public void onError(Throwable error) {
      request.responseHandler().onError(error);
      answered.completeExceptionally(error);
    }

    @Override
    public void onComplete() {
      if (wire != null) {
        wire.accept(request.request().headers() + "\n" + body);
      }
      request.responseHandler().onHeaders(head);
      request.responseHandler().onStream(new Body(answer.body()));
      answered.complete(null);
    }
  }

  /** The body of an answer, in one piece. */
  private record Body(byte[] octets) implements Publisher<ByteBuffer> {
    @Override
    public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
      subscriber.onSubscribe(
          new Subscription() {
            private boolean over;

            @Override
            public void request(long count) {
              if (!over) {
                over = true;
                subscriber.onNext(ByteBuffer.wrap(octets));
                subscriber.onComplete();
              }
            }

            @Override
            public void cancel() {
              over = true;
            }
          });
    }
  }
}
