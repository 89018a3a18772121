// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.benchmarks;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.apache.http.HttpHost;
import org.apache.http.conn.socket.ConnectionSocketFactory;
import org.apache.http.protocol.HttpContext;

/**
 * The network of AWS SDK 1.x: connections that answer every request alike. The SDK takes no other
 * HTTP layer than Apache's, but lets its sockets be chosen.
 */
final class CannedSockets implements ConnectionSocketFactory {
  private final byte[] answer;
  private final Consumer<String> wire;

  /**
   * Connections.
   *
   * @param wire is given what is sent, as text; null for nobody
   */
  CannedSockets(Answer answer, Consumer<String> wire) {
    StringBuilder head = new StringBuilder("HTTP/1.1 " + answer.status() + " OK\r\n");
    answer.headers().forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
    all.writeBytes(answer.body());
    this.answer = all.toByteArray();
    this.wire = wire;
  }

  @Override
  public Socket createSocket(HttpContext context) {
    return new Canned();
  }

  @Override
  public Socket connectSocket(
      int connectTimeout,
      Socket socket,
      HttpHost host,
      InetSocketAddress remote,
      InetSocketAddress local,
      HttpContext context) {
    return new Canned();
  }

  /** Answers once for everything that was written since the last answer. */
  private final class Canned extends Socket {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private boolean asked;
    private int at;
    private boolean closed;

    @Override
    public InputStream getInputStream() {
      return new InputStream() {
        @Override
        public int read() throws IOException {
          byte[] one = new byte[1];
          return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
          if (!asked) {
            throw new SocketTimeoutException("nothing was asked");
          }
          if (at == 0 && wire != null) {
            wire.accept(written.toString(StandardCharsets.ISO_8859_1));
            written.reset();
          }
          int count = Math.min(length, answer.length - at);
          System.arraycopy(answer, at, into, from, count);
          at = (at + count) % answer.length;
          asked = at != 0;
          return count;
        }
      };
    }

    @Override
    public OutputStream getOutputStream() {
      return new OutputStream() {
        @Override
        public void write(int octet) {
          write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] octets, int from, int length) {
          asked = true;
          if (wire != null) {
            written.write(octets, from, length);
          }
        }
      };
    }

    @Override
    public void close() {
      closed = true;
    }

    @Override
    public boolean isClosed() {
      return closed;
    }

    @Override
    public boolean isConnected() {
      return true;
    }

    @Override
    public void setSoTimeout(int millis) {}

    @Override
    public void setTcpNoDelay(boolean on) {}

    @Override
    public void shutdownOutput() {}
  }
}
