// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.question;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cairn.CairnAttributes;
import dev.cairn.explorer.store.SpanRecord;
import io.opentelemetry.api.common.AttributeKey;
import java.time.Instant;
import java.util.List;

/**
 * One write, as the span of the call that made it says. Null where unknown.
 *
 * @param operation such as {@code PutItem}
 * @param outcome {@code applied}, {@code rejected} or {@code unknown}
 * @param time when the call had returned
 */
record WriteRecord(String operation, String outcome, Instant time, Made made, Entry entry) {
  /** In the names of operations that change what is stored, but not its content. */
  private static final List<String> NOT_STORING =
      List.of("Delete", "Tagging", "RestoreObject", "RenameObject");

  private static final String APPLIED = "applied";
  private static final String REJECTED = "rejected";
  private static final String WRITTEN = "written";

  /** What the write left behind, by which to know it again. */
  record Made(String etag, String versionId, String requestId, boolean stamped) {}

  /** Returns whether the span is one of a write: only these have an outcome. */
  static boolean isWrite(SpanRecord span) {
    return span.attribute(CairnAttributes.OUTCOME) != null
        || span.attribute(CairnAttributes.OUTCOMES) != null;
  }

  /** Returns what the span says of its write to one of its addresses. */
  static WriteRecord of(SpanRecord span, String address, Entry entry) {
    int item = span.addresses().indexOf(address);
    return new WriteRecord(
        operation(span),
        item(span, item, CairnAttributes.OUTCOMES, CairnAttributes.OUTCOME),
        Json.instant(span.times().endNanos()),
        new Made(
            unquoted(span.attribute(CairnAttributes.S3_ETAG)),
            span.attribute(CairnAttributes.S3_VERSION_ID),
            span.attribute(CairnAttributes.AWS_REQUEST_ID),
            WRITTEN.equals(item(span, item, CairnAttributes.STAMPS, CairnAttributes.STAMP))),
        entry);
  }

  private static String item(
      SpanRecord span, int item, AttributeKey<List<String>> items, AttributeKey<String> whole) {
    List<String> values = span.attribute(items);
    return values != null && item >= 0 && item < values.size()
        ? values.get(item)
        : span.attribute(whole);
  }

  private static String operation(SpanRecord span) {
    String operation = span.attribute(CairnAttributes.DB_OPERATION_NAME);
    operation = operation == null ? span.attribute(CairnAttributes.RPC_METHOD) : operation;
    operation = operation == null ? span.operation().name() : operation;
    return operation.substring(operation.lastIndexOf('/') + 1);
  }

  /** S3 sends ETags in quotation marks; not everyone keeps them. */
  static String unquoted(String etag) {
    return etag != null && etag.length() > 1 && etag.startsWith("\"") && etag.endsWith("\"")
        ? etag.substring(1, etag.length() - 1)
        : etag;
  }

  boolean isApplied() {
    return APPLIED.equals(outcome);
  }

  /** Returns whether what is stored may be what this write stored. */
  boolean mayHaveStored() {
    return !REJECTED.equals(outcome)
        && NOT_STORING.stream().noneMatch(word -> operation.contains(word));
  }

  ObjectNode toJson() {
    return entry
        .toJson()
        .put("operation", operation)
        .put("outcome", outcome)
        .put("time", Json.time(time))
        .put("etag", made.etag)
        .put("versionId", made.versionId)
        .put("awsRequestId", made.requestId)
        .put("stamped", made.stamped);
  }

  /** Returns null where the JSON is no write's. */
  static WriteRecord fromJson(JsonNode json) {
    Entry entry = Entry.fromJson(json);
    String operation = Json.text(json, "operation");
    return entry == null || operation == null
        ? null
        : new WriteRecord(
            operation,
            Json.text(json, "outcome"),
            Json.time(json, "time"),
            new Made(
                Json.text(json, "etag"),
                Json.text(json, "versionId"),
                Json.text(json, "awsRequestId"),
                json.path("stamped").asBoolean()),
            entry);
  }
}
