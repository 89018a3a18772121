// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sdk;

import dev.cairn.CairnAttributes;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.trace.data.DelegatingSpanData;
import io.opentelemetry.sdk.trace.data.SpanData;

/** A span that says why it was kept. Belongs to the thread that exports it. */
final class KeptSpan extends DelegatingSpanData {
  private final SpanData span;
  private final Reason reason;
  private Attributes attributes;

  KeptSpan(SpanData span, Reason reason) {
    super(span);
    this.span = span;
    this.reason = reason;
  }

  Reason reason() {
    return reason;
  }

  @Override
  public Attributes getAttributes() {
    if (attributes == null) {
      attributes =
          span.getAttributes().toBuilder().put(CairnAttributes.KEPT, reason.text()).build();
    }
    return attributes;
  }

  @Override
  public int getTotalAttributeCount() {
    return super.getTotalAttributeCount() + 1;
  }
}
