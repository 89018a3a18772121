// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.s3;

import dev.cairn.instrument.Caller;
import dev.cairn.instrument.StorageHandler;
import io.opentelemetry.context.Scope;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Request;

/**
 * Puts the caller on requests to an asynchronous client, and hears when the caller has the answer.
 * Thread-safe; nothing throws.
 */
final class S3Carrier {
  private static final String FILE = "software/amazon/awssdk/services/s3/execution.interceptors";

  private final StorageHandler handler;
  private final ExecutionInterceptor viaClassPath;

  /**
   * A carrier.
   *
   * @param viaClassPath null where the client has an interceptor of its own
   */
  S3Carrier(StorageHandler handler, ExecutionInterceptor viaClassPath) {
    this.handler = handler;
    this.viaClassPath = viaClassPath;
  }

  /** Returns who calls now. */
  Caller caller() {
    return handler.newCaller();
  }

  /** Returns whether the client has an interceptor of its own, which acts on whatever it sends. */
  boolean isSeenAnyway() {
    return viaClassPath == null;
  }

  /** Makes the caller current while the client is called. */
  Scope enter(Caller caller) {
    return handler.enter(caller);
  }

  /** Returns the request with its caller on it, or as it is where that fails. */
  <T extends S3Request> T carry(T request, Caller caller) {
    try {
      CopyObjectRequest copy = request instanceof CopyObjectRequest asked ? asked : null;
      return new Carried(caller, copy, viaClassPath).on(request);
    } catch (Throwable fault) {
      caught(fault);
      return request;
    }
  }

  /** Reports a fault on the way to the client, whose request goes out as it is. */
  void caught(Throwable fault) {
    handler.caught("carry", fault);
  }

  /** Tells the caller's calls when nothing more will be heard of them. */
  void follow(Supplier<CompletableFuture<?>> answer, Caller caller) {
    try {
      answer.get().whenComplete((value, error) -> done(caller, error));
    } catch (Throwable fault) {
      handler.caught("follow", fault);
    }
  }

  private void done(Caller caller, Throwable error) {
    try {
      caller.done(error);
      if (error == null && viaClassPath != null && !caller.isHeard()) {
        handler.caught(
            "classPath",
            new IllegalStateException(
                "a call went by undecorated: "
                    + FILE
                    + " of cairn-instrumentation-s3 is not on the SDK's class path (a merged jar"
                    + " must append files of that name)"));
      }
    } catch (Throwable fault) {
      handler.caught("done", fault);
    }
  }
}
