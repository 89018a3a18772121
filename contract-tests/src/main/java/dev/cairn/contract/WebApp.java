// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.contract;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** An application to be served by any HTTP server. */
@FunctionalInterface
public interface WebApp {
  /** Serves one request. */
  void handle(Exchange exchange) throws IOException;

  /** A request and its response, of whatever server. */
  interface Exchange {
    /** Returns the method. */
    String method();

    /** Returns the path, as sent. */
    String path();

    /** Returns the body, as it arrives. */
    InputStream body();

    /** Adds a response header. */
    void header(String name, String value);

    /**
     * Sends status and headers.
     *
     * @param length of the body; 0 for one of a length unknown, -1 for none
     * @return what takes the body, without gathering it first
     */
    OutputStream respond(int status, long length) throws IOException;
  }

  /** A server that runs. */
  interface Server extends AutoCloseable {
    /** Returns its port on loopback. */
    int port();

    @Override
    void close();
  }
}
