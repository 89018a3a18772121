// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.http;

import dev.cairn.Cairn;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Settings of a listener, of whatever server. Not thread-safe. */
abstract class ServerBuilder<B extends ServerBuilder<B>> {
  private final Cairn cairn;
  private final List<String> routes = new ArrayList<>();
  private OriginResolver resolver = OriginResolver.NONE;
  private boolean internal;
  private boolean restartTraces;

  ServerBuilder(Cairn cairn) {
    this.cairn = Objects.requireNonNull(cairn, "cairn");
  }

  abstract B self();

  /** Sets who says which user a request is made by. Default: {@link OriginResolver#NONE}. */
  public B resolver(OriginResolver resolver) {
    this.resolver = Objects.requireNonNull(resolver, "resolver");
    return self();
  }

  /**
   * Adds path templates, which name spans and origins: {@code /photos}, {@code /photos/{id}},
   * {@code /files/{key...}}. A literal segment wins over a variable one, whatever the order. A path
   * that none matches goes by what the server itself matched it to.
   */
  public B routes(String... templates) {
    routes.addAll(List.of(templates));
    new Routes(routes); // throws where one is wrong
    return self();
  }

  /**
   * Trusts the network: whoever can reach this listener is believed the origin it sends, and with
   * it the user. Nothing is signed yet. Never for a listener that the internet, or a browser, can
   * reach. A request without an origin begins its own, and the resolver is asked for it.
   */
  public B internal() {
    internal = true;
    return self();
  }

  /**
   * Starts a trace of its own at each request, linked to the trace context received: strangers then
   * neither choose trace ids nor decide what is sampled. Only for an edge.
   */
  public B restartTraces() {
    restartTraces = true;
    return self();
  }

  ServerSettings settings() {
    if (internal && restartTraces) {
      throw new IllegalStateException("restartTraces: an internal listener continues traces");
    }
    return new ServerSettings(cairn, resolver, new Routes(routes), internal, restartTraces);
  }
}
