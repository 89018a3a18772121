// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.contract;

import java.util.concurrent.CompletableFuture;

/** An asynchronous client of S3, bare or decorated. The calls of {@link ObjectClient} wait. */
public interface AsyncObjectClient extends ObjectClient {
  /** Begins to store an object. Cancelling the future cancels the call. */
  CompletableFuture<?> startPut(String bucket, String key, String content);
}
