// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.local.server;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A request of which only the line and the headers are ever asked. */
final class StubRequest {
  private StubRequest() {}

  static HttpServletRequest of(String method, String target, Map<String, String> headers) {
    Map<String, String> ignoringCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    ignoringCase.putAll(headers);
    String[] pathAndQuery = target.split("\\?", 2);
    return (HttpServletRequest)
        Proxy.newProxyInstance(
            StubRequest.class.getClassLoader(),
            new Class<?>[] {HttpServletRequest.class},
            (proxy, called, arguments) ->
                switch (called.getName()) {
                  case "getMethod" -> method;
                  case "getRequestURI" -> pathAndQuery[0];
                  case "getQueryString" -> pathAndQuery.length < 2 ? null : pathAndQuery[1];
                  case "getHeader" -> ignoringCase.get(arguments[0]);
                  case "getHeaders" ->
                      Collections.enumeration(List.of(ignoringCase.getOrDefault(arguments[0], "")));
                  case "getHeaderNames" -> Collections.enumeration(ignoringCase.keySet());
                  default -> throw new UnsupportedOperationException(called.toString());
                });
  }
}
