// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.store;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.zip.CRC32C;

/** Reads what {@link JournalOutput} wrote. Not thread-safe. */
final class JournalInput implements Closeable {
  private final FileChannel file;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(JournalOutput.BUFFER_OCTETS).limit(0);

  JournalInput(FileChannel file) {
    this.file = file;
  }

  /** Reads over a record; returns false where there is none that is whole. */
  boolean skipRecord() throws IOException {
    if (!fill(Integer.BYTES)) {
      return false;
    }
    CRC32C checksum = new CRC32C();
    checksum.update(buffer.slice(buffer.position(), Integer.BYTES));
    long left = buffer.getInt();
    while (left > 0) {
      if (!fill(1)) {
        return false;
      }
      int some = (int) Math.min(left, buffer.remaining());
      checksum.update(buffer.slice(buffer.position(), some));
      buffer.position(buffer.position() + some);
      left -= some;
    }
    return left == 0 && fill(Integer.BYTES) && buffer.getInt() == (int) checksum.getValue();
  }

  /** Reads a record that is known to be whole. */
  Rows readRecord() throws IOException {
    getInt(); // its length
    Rows rows = RowsRecord.readFrom(this);
    getInt(); // its checksum
    return rows;
  }

  int getInt() throws IOException {
    need(Integer.BYTES);
    return buffer.getInt();
  }

  /** Returns so many numbers. */
  long[] getLongs(int count) throws IOException {
    long[] values = new long[count];
    for (int from = 0; from < count; ) {
      need(Long.BYTES);
      int some = Math.min(count - from, buffer.remaining() / Long.BYTES);
      buffer.asLongBuffer().get(values, from, some);
      buffer.position(buffer.position() + some * Long.BYTES);
      from += some;
    }
    return values;
  }

  /** Returns so many octets. */
  byte[] getOctets(int count) throws IOException {
    byte[] octets = new byte[count];
    for (int from = 0; from < count; ) {
      need(1);
      int some = Math.min(count - from, buffer.remaining());
      buffer.get(octets, from, some);
      from += some;
    }
    return octets;
  }

  private void need(int octets) throws IOException {
    if (!fill(octets)) {
      throw new EOFException("the file ends within a record");
    }
  }

  /** Returns whether so many octets are there. */
  private boolean fill(int octets) throws IOException {
    if (buffer.remaining() < octets) {
      buffer.compact();
      while (buffer.position() < octets && file.read(buffer) >= 0) {
        continue;
      }
      buffer.flip();
    }
    return buffer.remaining() >= octets;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
