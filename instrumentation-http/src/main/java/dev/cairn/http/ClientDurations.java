// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.http;

import dev.cairn.BoundedCache;
import dev.cairn.Cairn;
import dev.cairn.CairnAttributes;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.context.Context;

/** How long requests of one client took. Thread-safe. */
final class ClientDurations {
  private final DoubleHistogram histogram;
  private final BoundedCache<Exchange, Attributes> dimensions =
      new BoundedCache<>(Exchange::attributes);

  ClientDurations(Cairn cairn) {
    histogram =
        Instruments.duration(
            cairn, "http.client.request.duration", "Duration of HTTP client requests.");
  }

  /** Records a request that began at this {@link System#nanoTime()} and is over. */
  void record(long startNanos, Exchange exchange, Context context) {
    histogram.record(Instruments.secondsSince(startNanos), dimensions.get(exchange), context);
  }

  /**
   * What a measurement says of a request.
   *
   * @param protocol null where not known
   * @param status 0 where there was no answer
   * @param error null where there was none
   */
  record Exchange(
      String method, String host, long port, String protocol, int status, String error) {
    private Attributes attributes() {
      AttributesBuilder attributes =
          Attributes.builder()
              .put(CairnAttributes.HTTP_REQUEST_METHOD, method)
              .put(CairnAttributes.SERVER_ADDRESS, host)
              .put(CairnAttributes.SERVER_PORT, port)
              .put(CairnAttributes.NETWORK_PROTOCOL_VERSION, protocol)
              .put(CairnAttributes.ERROR_TYPE, error);
      if (status > 0) {
        attributes.put(CairnAttributes.HTTP_RESPONSE_STATUS_CODE, (long) status);
      }
      return attributes.build();
    }
  }
}
