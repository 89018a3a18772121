// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.store;

final class MemorySpanStoreTest extends SpanStoreContract {
  @Override
  protected SpanStore newStore(int maxSpans) {
    return SpanStore.inMemory(maxSpans);
  }
}
