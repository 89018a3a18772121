// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.question;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Objects;
import java.util.stream.StreamSupport;

/**
 * What spans know of an address.
 *
 * @param writes newest first
 * @param entry the entry request that was asked about, because a stamp names it; null where it is
 *     not known
 */
record SpanEvidence(List<WriteRecord> writes, Entry entry, Completeness completeness) {
  static SpanEvidence none(String why) {
    return new SpanEvidence(List.of(), null, Completeness.unknown(why));
  }

  void putInto(ObjectNode answer) {
    answer.put("completeReason", completeness.reason());
    ArrayNode array = answer.putArray("writes");
    writes.forEach(write -> array.add(write.toJson()));
    answer.set("entry", entry == null ? answer.nullNode() : entry.toJson());
  }

  static SpanEvidence fromJson(JsonNode answer) {
    return new SpanEvidence(
        StreamSupport.stream(answer.path("writes").spliterator(), false)
            .map(WriteRecord::fromJson)
            .filter(Objects::nonNull)
            .toList(),
        Entry.fromJson(answer.path("entry")),
        Completeness.fromJson(answer));
  }
}
