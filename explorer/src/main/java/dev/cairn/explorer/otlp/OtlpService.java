// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.otlp;

import com.google.protobuf.Message;
import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.ContentTooLargeException;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.util.Exceptions;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.RequestTimeoutException;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;

/** One signal over one transport. */
final class OtlpService implements HttpService {
  private static final Logger LOGGER = Logger.getLogger(OtlpService.class.getName());

  private final Wire wire;
  private final Admission admission;
  private final Signal signal;

  OtlpService(Wire wire, Admission admission, Signal signal) {
    this.wire = wire;
    this.admission = admission;
    this.signal = signal;
  }

  @Override
  public HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
    Admission.Place place = admission.enter(request.headers().contentLength());
    if (place == null) {
      request.abort();
      return wire.refused(
          request.headers(), new Refused(Refused.Reason.BUSY, "too many batches at once"));
    }
    CompletableFuture<HttpResponse> response =
        place
            .given()
            .thenCompose(any -> request.aggregate(context.eventLoop()))
            .thenApply(AtomicReference::new)
            .thenApplyAsync(whole -> accept(whole, place), context.blockingTaskExecutor())
            .thenCompose(Function.identity())
            .thenApplyAsync(answer -> wire.accepted(request.headers(), answer), context.eventLoop())
            .exceptionally(thrown -> wire.refused(request.headers(), why(Exceptions.peel(thrown))));
    return HttpResponse.of(response.whenComplete((any, thrown) -> admission.leave(place)));
  }

  /**
   * What is answered where the server itself gives up on a request, because of its size or after
   * its time. A text would be answered else, which a gRPC client takes for a broken message and for
   * no reason to send the batch again.
   */
  HttpResponse givenUp(ServiceRequestContext context, Throwable thrown) {
    return wire.refused(context.request().headers(), why(Exceptions.peel(thrown)));
  }

  /**
   * @param whole emptied, so that nothing holds the octets while what was made of them is written
   */
  private CompletableFuture<? extends Message> accept(
      AtomicReference<AggregatedHttpRequest> whole, Admission.Place place) {
    try {
      ByteBuffer message = wire.read(whole.getAndSet(null), signal);
      admission.measured(place, message.remaining());
      return signal.accept(message);
    } catch (IOException malformed) { // there is nothing else to read from than the message
      throw new Refused(
          Refused.Reason.MALFORMED, "the batch is not OTLP: " + malformed.getMessage());
    }
  }

  private static Refused why(Throwable thrown) {
    if (thrown instanceof Refused refused) {
      return refused;
    }
    if (thrown instanceof ContentTooLargeException
        || thrown.getCause() instanceof ContentTooLargeException) {
      return Refused.tooLarge();
    }
    if (thrown instanceof RequestTimeoutException) {
      return new Refused(Refused.Reason.BUSY, "the batch was not stored in time: send it again");
    }
    LOGGER.log(Level.WARNING, "a batch was not stored", thrown);
    return new Refused(Refused.Reason.FAILED, "the batch was not stored: " + thrown);
  }
}
