// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A connection to a server that sends it the same request again and again. */
final class RawConnection implements AutoCloseable {
  private static final byte[] END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final Socket socket;
  private final byte[] request;

  RawConnection(int port, Map<String, String> headers) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    StringBuilder text = new StringBuilder("GET /photos/7 HTTP/1.1\r\nHost: 127.0.0.1:" + port);
    text.append("\r\nUser-Agent: benchmark");
    headers.forEach((name, value) -> text.append("\r\n" + name + ": " + value));
    request = text.append("\r\n\r\n").toString().getBytes(StandardCharsets.US_ASCII);
  }

  /** Returns the first octet of the answer, which has no body. */
  int exchange() throws IOException {
    socket.getOutputStream().write(request);
    InputStream answer = socket.getInputStream();
    int first = answer.read();
    int matched = 0;
    while (matched < END.length) {
      int octet = answer.read();
      if (octet < 0) {
        throw new IOException("the server closed the connection");
      }
      matched = octet == END[matched] ? matched + 1 : octet == END[0] ? 1 : 0;
    }
    return first;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
