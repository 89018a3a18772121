// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dynamodb;

import dev.cairn.instrument.Caller;
import dev.cairn.instrument.StorageHandler;
import io.opentelemetry.context.Context;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;

/** Stands before a client of the AWS SDK 2.x, synchronous or not. */
final class DynamoDbDelegate extends ClientDelegate {
  private final Duration timeout;
  private final Context bound;
  private final Object client;

  /**
   * A delegate.
   *
   * @param timeout the client's limit for a whole call; null for none
   */
  DynamoDbDelegate(StorageHandler handler, Object client, Duration timeout) {
    this(handler, client, timeout, null);
  }

  /** A delegate whose calls run in a context wherever they are made in none. */
  private DynamoDbDelegate(StorageHandler handler, Object client, Duration timeout, Context bound) {
    super(handler, client);
    this.client = client;
    this.timeout = timeout;
    this.bound = bound;
  }

  /** A publisher of pages asks for the next one on a thread of the SDK's: it keeps its context. */
  @Override
  Object left(Object proxy, Method method, Object[] args) throws Throwable {
    if (bound == null && method.getName().endsWith("Paginator")) {
      Class<?> type = method.getDeclaringClass();
      DynamoDbDelegate here = new DynamoDbDelegate(handler, client, timeout, Context.current());
      return super.left(here.as(type), method, args);
    }
    return super.left(proxy, method, args);
  }

  @Override
  Object call(Method method, Object[] args) throws Throwable {
    return CompletableFuture.class.isAssignableFrom(method.getReturnType())
        ? begin(method, args)
        : block(method, args);
  }

  private Object begin(Method method, Object[] args) throws Throwable {
    Caller caller = caller(Caller.currentOr(bound), false, args);
    CompletableFuture<?> future;
    try {
      future = (CompletableFuture<?>) send(caller, method, args);
    } catch (Throwable error) {
      caller.done(error);
      throw error;
    }
    if (!caller.isStamped()) {
      future.whenComplete((answer, error) -> caller.done(error));
      return future;
    }
    return new Resending(caller, method, args).follow(future);
  }

  @Override
  Duration timeout(Object[] args) {
    if (args != null && args.length == 1 && args[0] instanceof DynamoDbRequest request) {
      return request
          .overrideConfiguration()
          .flatMap(AwsRequestOverrideConfiguration::apiCallTimeout)
          .orElse(timeout);
    }
    return timeout;
  }

  @Override
  Object[] within(Duration left, Object[] args) {
    if (left == null || args.length != 1 || !(args[0] instanceof DynamoDbRequest request)) {
      return args;
    }
    AwsRequestOverrideConfiguration.Builder configuration =
        request
            .overrideConfiguration()
            .map(AwsRequestOverrideConfiguration::toBuilder)
            .orElseGet(AwsRequestOverrideConfiguration::builder);
    DynamoDbRequest.Builder limited = request.toBuilder();
    return new Object[] {
      limited.overrideConfiguration(configuration.apiCallTimeout(left).build()).build()
    };
  }

  @Override
  String errorCode(Throwable error) {
    Throwable cause = error instanceof CompletionException ? error.getCause() : error;
    return cause instanceof AwsServiceException service && service.awsErrorDetails() != null
        ? service.awsErrorDetails().errorCode()
        : null;
  }

  /**
   * The answer to a stamped call, perhaps after a resend. What the application does to it, such as
   * to cancel it, happens to the call of the SDK that is under way.
   */
  private final class Resending extends CompletableFuture<Object> {
    private final Caller caller;
    private final Method method;
    private final Object[] args;
    private volatile CompletableFuture<?> current;
    private Throwable first;

    Resending(Caller caller, Method method, Object[] args) {
      this.caller = caller;
      this.method = method;
      this.args = args;
      whenComplete(
          (answer, error) -> {
            if (error != null) {
              current.completeExceptionally(error);
            }
            caller.done(error);
          });
    }

    Resending follow(CompletableFuture<?> future) {
      current = future;
      future.whenComplete(this::ended);
      return this;
    }

    private void ended(Object answer, Throwable error) {
      if (error == null) {
        complete(answer);
      } else if (first == null && !isDone() && caller.isToResend()) {
        first = error;
        resend();
      } else {
        completeExceptionally(first == null ? error : firstIfAlike(first, error));
      }
    }

    private void resend() {
      try {
        follow((CompletableFuture<?>) send(caller, method, withinTimeLeft(caller, args)));
      } catch (Throwable fault) {
        handler.caught("resend", fault);
        completeExceptionally(first);
      }
    }
  }
}
