// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.zip.CRC32C;

/** Writes records to a journal's file. Not thread-safe. */
final class JournalOutput {
  static final int BUFFER_OCTETS = 1 << 17;

  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_OCTETS);
  private final CRC32C checksum = new CRC32C();
  private FileChannel file;

  /** Begins a record, which is as long as what is put until {@link #endRecord}. */
  void beginRecord(FileChannel file, int length) throws IOException {
    this.file = file;
    buffer.clear();
    checksum.reset();
    put(length);
  }

  /** Adds the checksum of all of it, so that a record that was cut short is known. */
  void endRecord() throws IOException {
    flush();
    put((int) checksum.getValue());
    flush();
  }

  void put(int value) throws IOException {
    room(Integer.BYTES);
    buffer.putInt(value);
  }

  void put(long[] values, int count) throws IOException {
    for (int from = 0; from < count; ) {
      room(Long.BYTES);
      int some = Math.min(count - from, buffer.remaining() / Long.BYTES);
      buffer.asLongBuffer().put(values, from, some);
      buffer.position(buffer.position() + some * Long.BYTES);
      from += some;
    }
  }

  void put(byte[] octets, int count) throws IOException {
    for (int from = 0; from < count; ) {
      room(1);
      int some = Math.min(count - from, buffer.remaining());
      buffer.put(octets, from, some);
      from += some;
    }
  }

  private void room(int octets) throws IOException {
    if (buffer.remaining() < octets) {
      flush();
    }
  }

  private void flush() throws IOException {
    buffer.flip();
    checksum.update(buffer.duplicate());
    while (buffer.hasRemaining()) {
      file.write(buffer);
    }
    buffer.clear();
  }
}
