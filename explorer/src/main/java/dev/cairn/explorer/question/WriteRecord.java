// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.question;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cairn.CairnAttributes;
import dev.cairn.explorer.store.SpanRecord;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.StatusCode;
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
  private static final String UNKNOWN = "unknown";
  private static final String REJECTED = "rejected";
  private static final String WRITTEN = "written";

  /**
   * What the write left behind, by which to know it again.
   *
   * @param source what was copied, or null of any other write
   */
  record Made(String etag, String versionId, String requestId, boolean stamped, Source source) {}

  /**
   * What a copy is of.
   *
   * @param write the last one before the copy, or null where none is known
   */
  record Source(String address, WriteRecord write) {}

  /** Returns whether the span is one of a write: only these have an outcome. */
  static boolean isWrite(SpanRecord span) {
    return span.attribute(CairnAttributes.OUTCOME) != null
        || span.attribute(CairnAttributes.OUTCOMES) != null;
  }

  /** Returns what the span of a write says of one of its addresses. */
  static WriteRecord of(SpanRecord span, String address, Entry entry, Source source) {
    int item = span.addresses().indexOf(address);
    return new WriteRecord(
        operation(span),
        outcome(span, item),
        Json.instant(span.times().endNanos()),
        new Made(
            unquoted(span.attribute(CairnAttributes.S3_ETAG)),
            span.attribute(CairnAttributes.S3_VERSION_ID),
            span.attribute(CairnAttributes.AWS_REQUEST_ID),
            WRITTEN.equals(item(span, item, CairnAttributes.STAMPS, CairnAttributes.STAMP)),
            source),
        entry);
  }

  /** Whoever does not say an outcome has only an error to tell; what failed may have been done. */
  private static String outcome(SpanRecord span, int item) {
    String said = item(span, item, CairnAttributes.OUTCOMES, CairnAttributes.OUTCOME);
    boolean failed = span.operation().status().code() == StatusCode.ERROR;
    return said != null ? said : failed ? UNKNOWN : APPLIED;
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

  /**
   * Returns this write where it is of the trace, else the one that it is a copy of, by whatever
   * many copies; null where none of them is of the trace.
   */
  WriteRecord along(String traceId) {
    if (entry.traceId().equals(traceId)) {
      return this;
    }
    return made.source == null || made.source.write == null
        ? null
        : made.source.write.along(traceId);
  }

  ObjectNode toJson() {
    ObjectNode json =
        entry
            .toJson()
            .put("operation", operation)
            .put("outcome", outcome)
            .put("time", Json.time(time))
            .put("etag", made.etag)
            .put("versionId", made.versionId)
            .put("awsRequestId", made.requestId)
            .put("stamped", made.stamped);
    if (made.source == null) {
      return json.putNull("copiedFrom");
    }
    ObjectNode source = json.putObject("copiedFrom").put("address", made.source.address);
    source.set("write", made.source.write == null ? null : made.source.write.toJson());
    return json;
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
                json.path("stamped").asBoolean(),
                source(json.path("copiedFrom"))),
            entry);
  }

  private static Source source(JsonNode json) {
    String address = Json.text(json, "address");
    return address == null ? null : new Source(address, fromJson(json.path("write")));
  }
}
