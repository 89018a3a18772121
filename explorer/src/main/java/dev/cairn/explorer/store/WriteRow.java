// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.store;

import dev.cairn.CairnAttributes;
import io.opentelemetry.api.common.AttributeKey;
import java.util.List;
import java.util.function.Consumer;

/**
 * One item that a call wrote.
 *
 * @param isCall whether its outcome is that of the call
 */
record WriteRow(Made made, WriteCall call, int item, boolean isCall) implements Row {
  /** A call was what the best of its items was. */
  private static final List<String> BEST_FIRST = List.of("applied", "unknown");

  /** Gives the rows of a call's items; of what is no write none, of a write at least one. */
  static void of(Made made, Consumer<Row> rows) {
    WriteCall call = WriteCall.of(made.span());
    if (call != null) {
      int speaking = made.span().isContinuation() ? -1 : speaking(made.span());
      for (int item = 0; item < Math.max(1, call.addresses().size()); item++) {
        rows.accept(new WriteRow(made, call, item, item == speaking));
      }
    }
  }

  private static int speaking(SpanRecord span) {
    List<String> outcomes = span.attribute(CairnAttributes.OUTCOMES);
    int items = Math.max(1, span.addresses().size());
    return BEST_FIRST.stream()
        .mapToInt(outcome -> outcomes == null ? -1 : outcomes.indexOf(outcome))
        .filter(item -> item >= 0 && item < items)
        .findFirst()
        .orElse(0);
  }

  @Override
  public Table table() {
    return Table.WRITE;
  }

  @Override
  public void addTo(Values values) {
    String address = item < call.addresses().size() ? call.addresses().get(item) : null;
    values.add(made.time()).add(made.duration());
    made.addIds(values);
    values
        .add(made.span().service())
        .add(made.behalf().user())
        .add(made.behalf().tenant())
        .add(made.behalf().originRequest())
        .add(made.behalf().originId())
        .add(call.system())
        .add(address == null ? call.container() : WriteCall.container(address))
        .add(call.operation())
        .add(outcome())
        .add(isCall)
        .add(address)
        .add(Hash.of(address));
  }

  private String outcome() {
    AttributeKey<List<String>> items = CairnAttributes.OUTCOMES;
    List<String> outcomes = made.span().attribute(items);
    return outcomes != null && item < outcomes.size() ? outcomes.get(item) : call.outcome();
  }
}
