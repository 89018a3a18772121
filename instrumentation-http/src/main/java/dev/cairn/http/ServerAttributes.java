// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.http;

import dev.cairn.CairnAttributes;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;

/**
 * What the span of a server request says of it. Never the query, which carries tokens and personal
 * data. Forwarding headers are not believed: address and port are those the {@code Host} header and
 * the connection name.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/semconv/http/http-spans/#http-server-span">HTTP
 *     server spans</a>
 */
final class ServerAttributes {
  private ServerAttributes() {}

  static void describe(Span span, ServerRequest request, String method, String route) {
    if (!span.isRecording()) {
      return;
    }
    span.setAttribute(CairnAttributes.HTTP_REQUEST_METHOD, method);
    if (method.equals(HttpMethods.OTHER)) {
      put(span, CairnAttributes.HTTP_REQUEST_METHOD_ORIGINAL, request.method());
    }
    put(span, CairnAttributes.HTTP_ROUTE, route);
    put(span, CairnAttributes.URL_PATH, request.path());
    put(span, CairnAttributes.URL_SCHEME, request.scheme());
    put(span, CairnAttributes.CLIENT_ADDRESS, request.clientAddress());
    put(span, CairnAttributes.NETWORK_PROTOCOL_VERSION, request.protocolVersion());
    put(span, CairnAttributes.USER_AGENT_ORIGINAL, request.header("user-agent"));
    server(span, request.header("host"), request.scheme());
  }

  private static void server(Span span, String host, String scheme) {
    if (host == null || host.isEmpty()) {
      return;
    }
    int colon = host.lastIndexOf(':');
    boolean hasPort = colon > host.lastIndexOf(']');
    long port = hasPort ? port(host.substring(colon + 1)) : "https".equals(scheme) ? 443 : 80;
    String address = hasPort ? host.substring(0, colon) : host;
    span.setAttribute(CairnAttributes.SERVER_ADDRESS, withoutBrackets(address));
    if (port > 0) {
      span.setAttribute(CairnAttributes.SERVER_PORT, port);
    }
  }

  static String withoutBrackets(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }

  private static long port(String digits) {
    try {
      return Integer.parseInt(digits);
    } catch (NumberFormatException hostile) {
      return -1; // a header as the client made it up: there is no port to tell
    }
  }

  private static void put(Span span, AttributeKey<String> key, String value) {
    if (value != null) {
      span.setAttribute(key, value);
    }
  }
}
