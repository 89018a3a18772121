// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.store;

import dev.cairn.CairnAttributes;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import java.util.function.Consumer;

/**
 * A request that a service served, a message it took, or a job it began; and what it cost. Calls
 * that nobody counted for a request, and so say themselves what they cost, are among them.
 */
record RequestRow(Made made) implements Row {
  static void of(Made made, Consumer<Row> rows) {
    SpanRecord span = made.span();
    SpanKind kind = span.operation().kind();
    if (kind == SpanKind.SERVER
        || kind == SpanKind.CONSUMER
        || span.parentSpanId() == null
        || span.attribute(CairnAttributes.COST_S3_WRITE_REQUESTS) != null
        || span.attribute(CairnAttributes.COST_S3_READ_REQUESTS) != null
        || span.attribute(CairnAttributes.COST_DYNAMODB_REQUESTS) != null) {
      rows.accept(new RequestRow(made));
    }
  }

  @Override
  public Table table() {
    return Table.REQUEST;
  }

  @Override
  public void addTo(Values values) {
    SpanRecord span = made.span();
    values.add(made.time()).add(made.duration());
    made.addIds(values);
    values
        .add(Ids.span(span.parentSpanId()))
        .add(span.service())
        .add(made.behalf().user())
        .add(Hash.of(made.behalf().user()))
        .add(made.behalf().tenant())
        .add(span.operation().name())
        .add(span.operation().kind().name())
        .add(method(span))
        .add(span.attribute(CairnAttributes.HTTP_ROUTE))
        .add(span.attribute(CairnAttributes.HTTP_RESPONSE_STATUS_CODE))
        .add(span.operation().status().code().name())
        .add(made.behalf().originRequest())
        .add(made.behalf().originId())
        .add(span.attribute(CairnAttributes.KEPT))
        .add(span.attribute(CairnAttributes.COST_S3_WRITE_REQUESTS))
        .add(span.attribute(CairnAttributes.COST_S3_READ_REQUESTS))
        .add(span.attribute(CairnAttributes.COST_S3_BYTES_IN))
        .add(span.attribute(CairnAttributes.COST_S3_BYTES_OUT))
        .add(span.attribute(CairnAttributes.COST_DYNAMODB_REQUESTS))
        .add(span.attribute(CairnAttributes.COST_DYNAMODB_READ_UNITS))
        .add(span.attribute(CairnAttributes.COST_DYNAMODB_WRITE_UNITS))
        .add(span.attribute(CairnAttributes.COST_DYNAMODB_ESTIMATED));
  }

  private static String method(SpanRecord span) {
    AttributeKey<String> original = CairnAttributes.HTTP_REQUEST_METHOD_ORIGINAL;
    String sent = span.attribute(original);
    return sent == null ? span.attribute(CairnAttributes.HTTP_REQUEST_METHOD) : sent;
  }
}
