// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.instrument;

import dev.cairn.KeyValue;
import dev.cairn.StoredAddress;
import java.util.List;
import java.util.Map;

/** A storage call as the handler sees it before it is sent. Read on the caller's thread only. */
public interface StorageRequest {
  /** Returns the operation by its name in AWS's API reference: {@code PutObject}. */
  String operation();

  /** Returns the bucket or the table, or null where the call concerns not exactly one. */
  String container();

  /** Returns what is written or read, or null where that is not exactly one thing. */
  default StoredAddress address() {
    return null;
  }

  /**
   * Returns what a call of many writes, in the order of its items; the empty list where it is no
   * such call. Always the same list.
   */
  default List<StoredAddress> addresses() {
    return List.of();
  }

  /** Returns whether a call of an operation that can do either, a PartiQL statement, writes. */
  default boolean isWrite() {
    return false;
  }

  /** Returns the text of a query with all literals replaced, or null where it is none. */
  default String queryText() {
    return null;
  }

  /** Returns the id of the multipart upload that the call belongs to, or null. */
  default String uploadId() {
    return null;
  }

  /** Returns the number of the part of an upload that the call sends, or null. */
  default Long partNumber() {
    return null;
  }

  /** Returns what is copied, or null. */
  default StoredAddress copySource() {
    return null;
  }

  /** Returns the attributes of an item's key by name, or null where they are not known. */
  default Map<String, KeyValue> key() {
    return null;
  }

  /** Returns the AWS region, or null where it is not known. */
  default String region() {
    return null;
  }
}
