// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.contract;

import dev.cairn.Cairn;
import dev.cairn.Origin;
import io.opentelemetry.context.Scope;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * How an {@link HttpServerContract} wants its server decorated.
 *
 * @param cairn null for a server that is not decorated
 * @param who says who the user is
 * @param trust how it takes what comes in
 * @param routes path templates
 * @param outer made current before the decorator runs, as another instrumentation would
 */
public record Listener(
    Cairn cairn, Who who, Trust trust, List<String> routes, Supplier<Scope> outer) {

  /** An {@code OriginResolver}, which this module cannot name. */
  @FunctionalInterface
  public interface Who {
    /** Returns the origin on behalf of the user, given what looks up the request's headers. */
    Origin resolve(UnaryOperator<String> header, Origin origin);
  }

  /** How a listener takes what comes in. */
  public enum Trust {
    /** The default. */
    EDGE,
    /** An edge with {@code restartTraces()}. */
    RESTARTING_EDGE,
    /** With {@code internal()}. */
    INTERNAL
  }

  /** Returns an edge that knows no users. */
  public static Listener edge(Cairn cairn) {
    return new Listener(
        cairn, (header, origin) -> origin, Trust.EDGE, List.of("/photos/{id}"), Scope::noop);
  }

  /** Returns a server that is not decorated. */
  public static Listener bare() {
    return edge(null);
  }

  /** Returns this listener with that resolver. */
  public Listener who(Who other) {
    return new Listener(cairn, other, trust, routes, outer);
  }

  /** Returns this listener with that trust. */
  public Listener trust(Trust other) {
    return new Listener(cairn, who, other, routes, outer);
  }

  /** Returns this listener inside what another instrumentation makes current. */
  public Listener outer(Supplier<Scope> other) {
    return new Listener(cairn, who, trust, routes, other);
  }
}
