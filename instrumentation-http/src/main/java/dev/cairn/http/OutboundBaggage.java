// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.http;

import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.baggage.BaggageBuilder;
import io.opentelemetry.api.baggage.propagation.W3CBaggagePropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The {@code baggage} header of a request to be sent: the members the application set on the
 * request, those a propagator injected, and the origin's. Of two members of a name the first two
 * sources keep the former; the origin comes last, where it wins.
 */
final class OutboundBaggage {
  static final String HEADER = "baggage";

  /**
   * What every hop must at least carry. Beyond it the origin is left out: the application's own
   * members could be lost on the way.
   *
   * @see <a href="https://www.w3.org/TR/baggage/#limits">W3C Baggage, limits</a>
   */
  private static final int MAX_LENGTH = 8192;

  private OutboundBaggage() {}

  /**
   * Returns the header, or null where the application's own headers are to stay as they are.
   *
   * @param own lines of the header that the application set
   * @param injected by a propagator, or null
   * @param origin empty where it may not be told
   */
  static String merge(List<String> own, String injected, String origin) {
    boolean nothingInjected = injected == null || injected.isEmpty();
    if (nothingInjected && origin.isEmpty()) {
      return null;
    }
    if (own.isEmpty()) {
      return merge(nothingInjected ? "" : injected, origin);
    }
    StringBuilder merged = new StringBuilder();
    own.forEach(line -> append(merged, line));
    if (!nothingInjected) {
      appendUnknown(merged, own, injected);
    }
    if (merged.length() + origin.length() < MAX_LENGTH) {
      append(merged, origin);
    } else if (nothingInjected) {
      return null;
    }
    return merged.toString();
  }

  /** What nearly every request needs, as one string. */
  private static String merge(String injected, String origin) {
    if (origin.isEmpty() || injected.length() + origin.length() >= MAX_LENGTH) {
      return injected.isEmpty() ? null : injected;
    }
    return injected.isEmpty() ? origin : injected + ',' + origin;
  }

  private static void appendUnknown(StringBuilder merged, List<String> own, String injected) {
    Set<String> known = new HashSet<>();
    for (String member : String.join(",", own).split(",")) {
      known.add(key(member));
    }
    for (String member : injected.split(",")) {
      if (!known.contains(key(member))) {
        append(merged, member);
      }
    }
  }

  private static String key(String member) {
    int equals = member.indexOf('=');
    return (equals < 0 ? member : member.substring(0, equals)).trim();
  }

  private static void append(StringBuilder merged, String members) {
    if (!members.isEmpty()) {
      merged.append(merged.isEmpty() ? "" : ",").append(members);
    }
  }

  /**
   * Returns the context with the origin's members in the application's baggage, where there is any:
   * an instrumentation below ours writes the header from it, over the one we set. For the duration
   * of that one call to a host that may be told.
   */
  static Context withOrigin(Context context, String origin) {
    Baggage application = Baggage.fromContext(context);
    if (application.isEmpty() || origin.isEmpty()) {
      return context;
    }
    BaggageBuilder both = application.toBuilder();
    Baggage.fromContext(
            W3CBaggagePropagator.getInstance().extract(Context.root(), origin, Single.HEADER))
        .forEach((key, entry) -> both.put(key, entry.getValue(), entry.getMetadata()));
    return context.with(both.build());
  }

  /** A carrier that is the one header. */
  private enum Single implements TextMapGetter<String> {
    HEADER;

    @Override
    @SuppressWarnings("deprecation")
    public Iterable<String> keys(String carrier) {
      return List.of(OutboundBaggage.HEADER);
    }

    @Override
    public String get(String carrier, String key) {
      return key.equals(OutboundBaggage.HEADER) ? carrier : null;
    }
  }
}
