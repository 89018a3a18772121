// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.http;

import java.util.ArrayList;
import java.util.List;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.net.URIAuthority;

/**
 * A request of Apache HttpClient in Cairn's terms.
 *
 * @param target whom it is really sent to, whatever its {@code Host} header says
 */
record ApacheRequest(HttpRequest request, HttpHost target) implements ClientRequest {
  @Override
  public String method() {
    return request.getMethod();
  }

  @Override
  public String url() {
    URIAuthority authority = request.getAuthority();
    String path = request.getPath();
    return target.getSchemeName()
        + "://"
        + (authority == null ? target.toHostString() : authority.toString())
        + (path == null ? "/" : path);
  }

  @Override
  public String scheme() {
    return target.getSchemeName();
  }

  @Override
  public String host() {
    return target.getHostName();
  }

  @Override
  public int port() {
    return target.getPort();
  }

  @Override
  public List<String> headers(String name) {
    Header[] headers = request.getHeaders(name);
    if (headers.length == 0) {
      return List.of();
    }
    List<String> values = new ArrayList<>(headers.length);
    for (Header header : headers) {
      values.add(header.getValue());
    }
    return values;
  }
}
