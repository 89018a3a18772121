// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.http;

import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.Collections;
import java.util.Iterator;

/** Hands the headers of a request received to the propagators. */
enum HeaderGetter implements TextMapGetter<ServerRequest> {
  INSTANCE;

  /** Deprecated, but there are propagators that still read it. */
  @Override
  @SuppressWarnings("deprecation")
  public Iterable<String> keys(ServerRequest request) {
    return request.headerNames();
  }

  @Override
  public String get(ServerRequest request, String name) {
    return request == null ? null : request.header(name);
  }

  @Override
  public Iterator<String> getAll(ServerRequest request, String name) {
    return request == null ? Collections.emptyIterator() : request.headers(name).iterator();
  }
}
