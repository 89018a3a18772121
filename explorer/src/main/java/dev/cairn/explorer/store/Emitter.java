// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.store;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import java.util.Objects;

/**
 * Who sent a record. All records of a batch that share a resource and a scope share the instance.
 *
 * @param resource the attributes of the resource: service, host, process
 * @param scope the name of the instrumentation scope, or null
 */
public record Emitter(Attributes resource, String scope) {
  private static final AttributeKey<String> SERVICE_NAME = AttributeKey.stringKey("service.name");

  public Emitter {
    Objects.requireNonNull(resource, "resource");
  }

  /** Returns the resource's {@code service.name}, or null where it says none. */
  public String service() {
    return resource.get(SERVICE_NAME);
  }
}
