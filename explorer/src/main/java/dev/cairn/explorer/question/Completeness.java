// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.question;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cairn.explorer.store.Selection;
import dev.cairn.explorer.store.SpanStore;
import dev.cairn.explorer.store.StoreLosses;

/**
 * Whether an answer is all there is.
 *
 * @param complete null where unknown
 * @param reason why, for people
 */
record Completeness(Boolean complete, String reason) {
  static Completeness unknown(String reason) {
    return new Completeness(null, reason);
  }

  /** What a store can say of what is selected: what it lost, and what services say they lost. */
  static Completeness of(SpanStore store, Selection which) {
    StoreLosses losses = store.losses();
    if (losses.evictedSpans() > 0 && which.sinceNanos() <= losses.evictedUntilNanos()) {
      return new Completeness(
          false,
          "the explorer dropped "
              + losses.evictedSpans()
              + " spans that were too old or too many, the newest of "
              + Json.time(Json.instant(losses.evictedUntilNanos())));
    }
    String counted = Losses.of(store, which);
    if (counted != null) {
      return new Completeness(false, "services lost what they would have sent: " + counted);
    }
    if (losses.rejectedSpans() > 0) {
      return new Completeness(
          false, "the explorer was sent " + losses.rejectedSpans() + " spans it could not take");
    }
    return unknown("the explorer lost nothing, but cannot know what services never sent it");
  }

  /** Of two the worse. */
  Completeness and(Completeness other) {
    return Boolean.FALSE.equals(other.complete) && !Boolean.FALSE.equals(complete) ? other : this;
  }

  void putInto(ObjectNode answer) {
    answer.put("complete", complete).put("completeReason", reason);
  }

  static Completeness fromJson(JsonNode answer) {
    JsonNode complete = answer.path("complete");
    return new Completeness(
        complete.isBoolean() ? complete.booleanValue() : null, Json.text(answer, "completeReason"));
  }
}
