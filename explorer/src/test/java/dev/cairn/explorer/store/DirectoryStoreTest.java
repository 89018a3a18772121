// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.store;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class DirectoryStoreTest extends SpanStoreContract {
  @TempDir private Path directory;

  @Override
  protected SpanStore open() {
    return SpanStore.open(StoreSettings.in(directory));
  }
}
