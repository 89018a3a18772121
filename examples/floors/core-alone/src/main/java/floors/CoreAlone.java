// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package floors;

import dev.cairn.Cairn;
import dev.cairn.Origin;
import dev.cairn.Stamp;
import io.opentelemetry.api.OpenTelemetry;

/** Uses core with the OpenTelemetry API and nothing else. */
final class CoreAlone {
  private static final String STAMP =
      "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01;u=ada;r=POST%20/photos";

  public static void main(String[] arguments) {
    boolean[] ran = new boolean[1];
    Cairn cairn = Cairn.create(OpenTelemetry.noop());
    cairn.job("floor", () -> ran[0] = true);
    cairn.event("floor");
    Stamp stamp = Stamp.parse(STAMP);
    try (var scope = stamp.resume().makeCurrent()) {
      if (!ran[0] || !Origin.current().user().equals("ada")) {
        throw new AssertionError(stamp + " gives " + Origin.current());
      }
    }
  }
}
