// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.store;

import dev.cairn.CairnAttributes;
import dev.cairn.StoredAddress;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What a call wrote to. Spans of Cairn's say by their outcome that they are writes; those of other
 * instrumentations are told by their operation, and by whatever they say of where.
 *
 * @param system {@code aws.s3}, or what {@code db.system.name} says
 * @param container the bucket or table of a call that has no address, or null
 * @param outcome of the whole call
 */
record WriteCall(
    String system, String container, String operation, String outcome, List<String> addresses) {
  static final String S3 = "aws.s3";

  /** Operations of S3, DynamoDB, SQL and MongoDB that change what is stored, in small letters. */
  private static final Set<String> WRITES =
      Set.of(
          "putobject",
          "copyobject",
          "deleteobject",
          "deleteobjects",
          "completemultipartupload",
          "renameobject",
          "putitem",
          "updateitem",
          "deleteitem",
          "batchwriteitem",
          "transactwriteitems",
          "insert",
          "update",
          "delete",
          "merge",
          "replace",
          "upsert");

  /** As instrumentations before the semantic conventions of 1.30 name them. */
  private static final AttributeKey<String> OLD_SYSTEM = AttributeKey.stringKey("db.system");

  private static final AttributeKey<String> OLD_OPERATION = AttributeKey.stringKey("db.operation");
  private static final AttributeKey<String> OLD_TABLE = AttributeKey.stringKey("db.sql.table");

  /** Returns null for what is no write. */
  static WriteCall of(SpanRecord span) {
    String outcome = span.attribute(CairnAttributes.OUTCOME);
    boolean known = outcome != null || span.attribute(CairnAttributes.OUTCOMES) != null;
    if (!known && span.operation().kind() != SpanKind.CLIENT) {
      return null;
    }
    String operation = operation(span);
    if (!known && (operation == null || !WRITES.contains(operation.toLowerCase(Locale.ROOT)))) {
      return null;
    }
    String bucket = span.attribute(CairnAttributes.AWS_S3_BUCKET);
    List<String> addresses = addresses(span, bucket);
    return new WriteCall(
        system(span, bucket, addresses),
        bucket == null ? table(span) : bucket,
        operation,
        outcome == null ? foreignOutcome(span) : outcome,
        addresses);
  }

  /** Whoever does not say an outcome has only an error to tell; what failed may have been done. */
  private static String foreignOutcome(SpanRecord span) {
    return span.operation().status().code() == StatusCode.ERROR ? "unknown" : "applied";
  }

  private static String operation(SpanRecord span) {
    String operation = first(span, CairnAttributes.DB_OPERATION_NAME, OLD_OPERATION);
    operation = operation == null ? span.attribute(CairnAttributes.RPC_METHOD) : operation;
    return operation == null ? null : operation.substring(operation.lastIndexOf('/') + 1);
  }

  private static String system(SpanRecord span, String bucket, List<String> addresses) {
    if (bucket != null || (!addresses.isEmpty() && addresses.get(0).startsWith("s3:"))) {
      return S3;
    }
    return first(span, CairnAttributes.DB_SYSTEM_NAME, OLD_SYSTEM);
  }

  private static String table(SpanRecord span) {
    List<String> tables = span.attribute(CairnAttributes.AWS_DYNAMODB_TABLE_NAMES);
    return tables != null && !tables.isEmpty()
        ? tables.get(0)
        : first(span, CairnAttributes.DB_COLLECTION_NAME, OLD_TABLE);
  }

  private static List<String> addresses(SpanRecord span, String bucket) {
    List<String> addresses = span.addresses();
    String key = span.attribute(CairnAttributes.AWS_S3_KEY);
    return addresses.isEmpty() && bucket != null && key != null
        ? List.of(StoredAddress.s3(bucket, key).toString())
        : addresses;
  }

  /** Returns the bucket or table of a canonical address. */
  static String container(String address) {
    String[] parts = address.substring(address.indexOf("://") + 3).split("/", 3);
    return parts.length > 1 && parts[0].indexOf('@') >= 0 ? parts[1] : parts[0];
  }

  private static String first(SpanRecord span, AttributeKey<String> now, AttributeKey<String> old) {
    String value = span.attribute(now);
    return value == null ? span.attribute(old) : value;
  }
}
