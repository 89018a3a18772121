// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.store;

final class MemoryStoreTest extends SpanStoreContract {
  @Override
  protected SpanStore open() {
    return SpanStore.inMemory();
  }
}
