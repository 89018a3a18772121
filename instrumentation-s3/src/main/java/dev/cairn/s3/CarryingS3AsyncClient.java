// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.s3;

import dev.cairn.instrument.Caller;
import io.opentelemetry.context.Scope;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import software.amazon.awssdk.services.s3.DelegatingS3AsyncClient;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.S3Request;

/**
 * An asynchronous client whose hooks know who called it. Futures are the client's own.
 *
 * <p>A client that sends what it is called with, and begins to on this very thread, finds its
 * caller in the context. One that makes other requests of it, on threads of its own, does not: it
 * is itself a delegate of the SDK's, or has no hook of its own, and its requests carry their
 * caller, at the price of a copy.
 */
final class CarryingS3AsyncClient extends DelegatingS3AsyncClient {
  private final S3Carrier carrier;
  private final boolean carries;

  CarryingS3AsyncClient(S3AsyncClient client, S3Carrier carrier) {
    super(client);
    this.carrier = carrier;
    this.carries = client instanceof DelegatingS3AsyncClient || !carrier.isSeenAnyway();
  }

  S3Carrier carrier() {
    return carrier;
  }

  @Override
  protected <T extends S3Request, R> CompletableFuture<R> invokeOperation(
      T request, Function<T, CompletableFuture<R>> operation) {
    Caller caller = carrier.caller();
    CompletableFuture<R> answer = call(request, operation, caller);
    carrier.follow(() -> answer, caller);
    return answer;
  }

  private <T extends S3Request, R> CompletableFuture<R> call(
      T request, Function<T, CompletableFuture<R>> operation, Caller caller) {
    if (carries) {
      return operation.apply(carrier.carry(request, caller));
    }
    try (Scope scope = carrier.enter(caller)) {
      return operation.apply(request);
    }
  }
}
