// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.s3;

import dev.cairn.instrument.StorageAnswer;
import dev.cairn.instrument.StorageCall;
import dev.cairn.instrument.StorageHandler;
import io.opentelemetry.context.Context;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkRequest;

/** Stamps on what somebody else is allowed to store. */
final class Presigning {
  private Presigning() {}

  /** Returns the metadata with a stamp, or nothing where the request is to stay as it is. */
  static Optional<Map<String, String>> stamp(
      StorageHandler handler, SdkRequest request, String operation, Map<String, String> metadata) {
    try {
      StorageCall call =
          handler.prepare(new S3Request(request, operation, handler::bucket), Context.current());
      Map<String, String> headers = new LinkedHashMap<>();
      metadata.forEach((key, value) -> headers.put(ObjectHeaders.METADATA + key, value));
      String stamp = call.stamp(ObjectHeaders.of(headers));
      if (stamp == null) {
        return Optional.empty();
      }
      Map<String, String> stamped = new LinkedHashMap<>(metadata);
      stamped.keySet().removeIf(handler.stampKey()::equalsIgnoreCase);
      stamped.put(handler.stampKey(), stamp);
      call.end(new StorageAnswer() {});
      return Optional.of(stamped);
    } catch (Throwable fault) {
      handler.caught("presign", fault);
      return Optional.empty();
    }
  }
}
