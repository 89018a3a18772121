// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sdk;

import dev.cairn.CairnAttributes;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.List;
import java.util.Locale;

/** Why a span is kept, the strongest reason first: in this order spans leave, and are lost last. */
enum Reason {
  WRITE,
  ERROR,
  EVENT,
  ROOT;

  private static final String REJECTED = "rejected";
  private static final String EXCEPTION = "exception";

  private final Attributes attributes = Attributes.of(CairnAttributes.KEPT, text());

  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the attributes of a measurement. */
  Attributes attributes() {
    return attributes;
  }

  /** Returns why a span is to be kept for what it says itself, or null where for nothing. */
  static Reason of(SpanData span) {
    Attributes attributes = span.getAttributes();
    String event = attributes.get(CairnAttributes.EVENT);
    if (isWrite(attributes)) {
      return WRITE;
    }
    if (span.getStatus().getStatusCode() == StatusCode.ERROR || EXCEPTION.equals(event)) {
      return ERROR;
    }
    return event == null ? null : EVENT;
  }

  private static boolean isWrite(Attributes attributes) {
    String outcome = attributes.get(CairnAttributes.OUTCOME);
    if (outcome != null && !outcome.equals(REJECTED)) {
      return true;
    }
    List<String> outcomes = attributes.get(CairnAttributes.OUTCOMES);
    return outcomes != null && outcomes.stream().anyMatch(one -> !one.equals(REJECTED));
  }
}
