// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.otlp;

import dev.cairn.explorer.store.Emitter;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.resource.v1.Resource;

/** Who is behind one resource: read once for all of its scopes. */
final class Emitters {
  private final Attributes resource;

  Emitters(Resource resource) {
    this.resource = ProtoAttributes.map(resource.getAttributesList());
  }

  Emitter of(InstrumentationScope scope) {
    return new Emitter(resource, scope.getName().isEmpty() ? null : scope.getName());
  }
}
