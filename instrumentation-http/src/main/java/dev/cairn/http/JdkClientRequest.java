// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.http;

import java.net.http.HttpRequest;
import java.util.List;

/** A request of the JDK's client in Cairn's terms. */
record JdkClientRequest(HttpRequest request) implements ClientRequest {
  @Override
  public String method() {
    return request.method();
  }

  @Override
  public String url() {
    return request.uri().toString();
  }

  @Override
  public String scheme() {
    return request.uri().getScheme();
  }

  @Override
  public String host() {
    return request.uri().getHost();
  }

  @Override
  public int port() {
    return request.uri().getPort();
  }

  @Override
  public List<String> headers(String name) {
    return request.headers().allValues(name);
  }
}
