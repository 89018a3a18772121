// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.http;

import java.util.List;
import okhttp3.Request;

/** A request of OkHttp in Cairn's terms. */
record OkHttpRequest(Request request) implements ClientRequest {
  @Override
  public String method() {
    return request.method();
  }

  @Override
  public String url() {
    return request.url().toString();
  }

  @Override
  public String scheme() {
    return request.url().scheme();
  }

  @Override
  public String host() {
    return request.url().host();
  }

  @Override
  public int port() {
    return request.url().port();
  }

  @Override
  public List<String> headers(String name) {
    return request.headers(name);
  }
}
