// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.http;

import dev.cairn.Cairn;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.util.concurrent.atomic.AtomicBoolean;

/** Ends a request's span, when an asynchronous one completes. */
final class ServletCompletion implements AsyncListener {
  private static final int SERVER_ERROR = 500;

  private final Cairn cairn;
  private final ServerCall call;
  private final HttpServletResponse response;
  private final AtomicBoolean ended = new AtomicBoolean();

  ServletCompletion(Cairn cairn, ServerCall call, HttpServletResponse response) {
    this.cairn = cairn;
    this.call = call;
    this.response = response;
  }

  void end() {
    if (ended.compareAndSet(false, true)) {
      call.end(status());
    }
  }

  /** Of what the application threw the container makes an answer after all filters. */
  private int status() {
    try {
      return call.hasFailed() && !response.isCommitted() ? SERVER_ERROR : response.getStatus();
    } catch (Throwable fault) {
      cairn.caught("http.server.status", fault);
      return 0;
    }
  }

  @Override
  public void onComplete(AsyncEvent event) {
    end();
  }

  /** Completes next, with the status that the application or the container gives it. */
  @Override
  public void onTimeout(AsyncEvent event) {}

  /** Tells of what an asynchronous dispatch threw, which Tomcat wraps once more. */
  @Override
  public void onError(AsyncEvent event) {
    Throwable failure = event.getThrowable();
    if (failure == null || call.hasFailed()) {
      return;
    }
    Throwable cause = cause(failure);
    boolean wrapped = cause.getClass() == RuntimeException.class && cause.getCause() != null;
    call.failed(wrapped ? cause.getCause() : cause);
  }

  /** Containers and frameworks wrap what the application threw. */
  static Throwable cause(Throwable failure) {
    return failure instanceof ServletException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }

  /** A request that goes asynchronous anew has forgotten its listeners. */
  @Override
  public void onStartAsync(AsyncEvent event) {
    try {
      event.getAsyncContext().addListener(this);
    } catch (Throwable fault) {
      cairn.caught("http.server.async", fault);
      end();
    }
  }
}
