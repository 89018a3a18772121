// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dynamodb;

import com.amazonaws.AmazonServiceException;
import com.amazonaws.AmazonWebServiceRequest;
import com.amazonaws.handlers.AsyncHandler;
import dev.cairn.instrument.Caller;
import dev.cairn.instrument.StorageHandler;
import io.opentelemetry.context.Context;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/** Stands before a client of the AWS SDK 1.x, synchronous or not. */
final class DynamoDbDelegateV1 extends ClientDelegate {
  private final int timeoutMillis;

  /**
   * A delegate.
   *
   * @param timeoutMillis the client's limit for a whole call; 0 for none
   */
  DynamoDbDelegateV1(StorageHandler handler, Object client, int timeoutMillis) {
    super(handler, client);
    this.timeoutMillis = timeoutMillis;
  }

  @Override
  Object call(Method method, Object[] args) throws Throwable {
    if (method.getReturnType() != Future.class) {
      return block(method, args);
    }
    Class<?>[] types = method.getParameterTypes();
    if (types.length > 0 && types[types.length - 1] == AsyncHandler.class) {
      return begin(method, args, (AsyncHandler<?, ?>) args[args.length - 1]);
    }
    Class<?>[] more = Arrays.copyOf(types, types.length + 1);
    more[types.length] = AsyncHandler.class;
    Method withHandler = method.getDeclaringClass().getMethod(method.getName(), more);
    Object[] moreArgs = args == null ? new Object[1] : Arrays.copyOf(args, args.length + 1);
    return begin(withHandler, moreArgs, null);
  }

  private Object begin(Method method, Object[] args, AsyncHandler<?, ?> told) throws Throwable {
    Caller caller = caller(Context.current(), false, args);
    Pending pending = new Pending(caller, method, args, told);
    try {
      return pending.send(args);
    } catch (Throwable error) {
      caller.done(error);
      throw error;
    }
  }

  @Override
  Duration timeout(Object[] args) {
    Integer ofRequest =
        args != null && args.length > 0 && args[0] instanceof AmazonWebServiceRequest request
            ? request.getSdkClientExecutionTimeout()
            : null;
    int millis = ofRequest == null ? timeoutMillis : ofRequest;
    return millis > 0 ? Duration.ofMillis(millis) : null;
  }

  @Override
  Object[] within(Duration left, Object[] args) {
    if (left == null || !(args[0] instanceof AmazonWebServiceRequest request)) {
      return args;
    }
    AmazonWebServiceRequest limited = request.clone();
    limited.setSdkClientExecutionTimeout((int) Math.max(1, left.toMillis()));
    Object[] with = args.clone();
    with[0] = limited;
    return with;
  }

  @Override
  String errorCode(Throwable error) {
    return error instanceof AmazonServiceException service ? service.getErrorCode() : null;
  }

  /**
   * The answer to a call, perhaps after a resend. The application's own handler is told before the
   * answer is here, as the client does it; cancelling reaches the call that is under way.
   */
  private final class Pending extends CompletableFuture<Object>
      implements AsyncHandler<AmazonWebServiceRequest, Object> {
    private final Caller caller;
    private final Method method;
    private final Object[] args;
    private final AsyncHandler<AmazonWebServiceRequest, Object> told;
    private volatile Future<?> current;
    private Exception first;

    @SuppressWarnings("unchecked") // the client tells it what it is declared for
    Pending(Caller caller, Method method, Object[] args, AsyncHandler<?, ?> told) {
      this.caller = caller;
      this.method = method;
      this.args = args;
      this.told = (AsyncHandler<AmazonWebServiceRequest, Object>) told;
    }

    Pending send(Object[] these) throws Throwable {
      Object[] with = these.clone();
      with[with.length - 1] = this;
      current = (Future<?>) DynamoDbDelegateV1.this.send(caller, method, with);
      if (isCancelled()) {
        current.cancel(true);
      }
      return this;
    }

    @Override
    public void onSuccess(AmazonWebServiceRequest request, Object answer) {
      AmazonWebServiceRequest written = request.getHandlerContext(DynamoDbRequestHandler.WRITTEN);
      tell(() -> told.onSuccess(written == null ? request : written, answer));
      caller.done(null);
      complete(answer);
    }

    @Override
    public void onError(Exception error) {
      if (first == null && !isDone() && caller.isToResend()) {
        first = error;
        try {
          send(withinTimeLeft(caller, args));
          return;
        } catch (Throwable fault) {
          handler.caught("resend", fault);
        }
      }
      Exception visible = first == null ? error : (Exception) firstIfAlike(first, error);
      tell(() -> told.onError(visible));
      caller.done(visible);
      completeExceptionally(visible);
    }

    /** What the application's handler throws becomes the answer, and ends the client's task. */
    private void tell(Runnable telling) {
      if (told != null) {
        try {
          telling.run();
        } catch (Throwable error) {
          caller.done(error);
          completeExceptionally(error);
          throw error;
        }
      }
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
      boolean cancelled = super.cancel(mayInterruptIfRunning);
      if (cancelled) {
        current.cancel(mayInterruptIfRunning);
        caller.done(null);
      }
      return cancelled;
    }
  }
}
