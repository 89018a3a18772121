// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.http;

import dev.cairn.Cairn;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.ProtocolVersion;

/** What the translators of Apache's two clients, classic and asynchronous, have in common. */
record ApacheExchange(Cairn cairn) {
  /** Sets our headers on a request, which is the client's own copy of the application's. */
  void tell(ClientCall call, ClientRequest hop, HttpRequest request) {
    try {
      call.headers(hop)
          .forEach(
              (name, value) -> {
                if (request.containsHeader(name)) {
                  request.removeHeaders(name); // all: setHeader replaces the first alone
                }
                request.addHeader(name, value);
              });
    } catch (Throwable fault) {
      cairn.caught("http.client.request", fault);
    }
  }

  void answered(ClientCall call, HttpResponse response) {
    try {
      call.answered(response.getCode(), version(response.getVersion()));
    } catch (Throwable fault) {
      cairn.caught("http.client.answer", fault);
      call.answered(0, null);
    }
  }

  private static String version(ProtocolVersion version) {
    if (version == null) {
      return null;
    }
    return switch (version.getMajor()) {
      case 1 -> version.getMinor() == 0 ? "1.0" : "1.1";
      case 2 -> "2";
      default -> null;
    };
  }
}
