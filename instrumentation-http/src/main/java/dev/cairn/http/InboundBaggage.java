// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.http;

import dev.cairn.Origin;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.baggage.BaggageBuilder;
import io.opentelemetry.context.Context;
import java.util.List;

/** An origin in the {@code baggage} header of a request received. */
final class InboundBaggage {
  private InboundBaggage() {}

  /** Reads the origin a trusted sender named, or {@link Origin#none()}. */
  static Origin origin(ServerRequest request) {
    List<String> lines = request.headers("baggage");
    return lines.isEmpty() ? Origin.none() : Origin.fromBaggage(String.join(",", lines));
  }

  /**
   * Takes the members of an origin out of the application's baggage: a forged user must not reach
   * code that reads it there, and a true one must not leave by the next propagator.
   */
  static Context withoutOrigin(Context context) {
    Baggage baggage = Baggage.fromContext(context);
    BaggageBuilder kept = null;
    for (String key : baggage.asMap().keySet()) {
      if (isReserved(key)) {
        kept = (kept == null ? baggage.toBuilder() : kept).remove(key);
      }
    }
    return kept == null ? context : context.with(kept.build());
  }

  private static boolean isReserved(String key) {
    return key.startsWith("cairn.")
        || key.equals("user.id")
        || key.equals("tenant.id")
        || key.equals("session.id");
  }
}
