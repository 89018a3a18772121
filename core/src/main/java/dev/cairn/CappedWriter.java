// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn;

import java.io.Writer;

/** Keeps the first characters that are written to it. */
final class CappedWriter extends Writer {
  private final StringBuilder text = new StringBuilder();
  private final int limit;

  CappedWriter(int limit) {
    this.limit = limit;
  }

  @Override
  public void write(char[] from, int offset, int length) {
    text.append(from, offset, Math.min(length, limit - text.length()));
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}

  @Override
  public String toString() {
    return text.toString();
  }
}
