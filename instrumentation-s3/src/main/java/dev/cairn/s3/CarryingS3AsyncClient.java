// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.s3;

import dev.cairn.instrument.Caller;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import software.amazon.awssdk.services.s3.DelegatingS3AsyncClient;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.S3Request;

/** An asynchronous client whose requests carry their caller. Futures are the client's own. */
final class CarryingS3AsyncClient extends DelegatingS3AsyncClient {
  private final S3Carrier carrier;

  CarryingS3AsyncClient(S3AsyncClient client, S3Carrier carrier) {
    super(client);
    this.carrier = carrier;
  }

  S3Carrier carrier() {
    return carrier;
  }

  @Override
  protected <T extends S3Request, R> CompletableFuture<R> invokeOperation(
      T request, Function<T, CompletableFuture<R>> operation) {
    Caller caller = carrier.caller();
    CompletableFuture<R> answer = operation.apply(carrier.carry(request, caller));
    carrier.follow(() -> answer, caller);
    return answer;
  }
}
