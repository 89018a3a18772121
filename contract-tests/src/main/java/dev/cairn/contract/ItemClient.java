// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.contract;

import dev.cairn.Stamp;
import java.util.List;
import java.util.Map;

/**
 * A client of DynamoDB, decorated or not, as the suites use it. Attribute values are {@link
 * String}s and {@link Long}s. Every table has the partition key {@code pk}, a string. Errors are
 * the host library's own.
 */
public interface ItemClient extends AutoCloseable {
  /**
   * What an application sees of an answer.
   *
   * @param items the items or attributes returned
   * @param seen everything else that does not differ from call to call
   * @param stamps what the decorator's accessor says of the answer
   */
  record Answer(List<Map<String, Object>> items, String seen, List<Stamp> stamps) {
    /** Returns the answer without the stamps, which only a decorated client knows. */
    Answer unstamped() {
      return new Answer(items, seen, List.of());
    }

    /** Returns the only item. */
    Map<String, Object> item() {
      if (items.size() != 1) {
        throw new AssertionError("not one item: " + items);
      }
      return items.get(0);
    }
  }

  /**
   * An update by expression.
   *
   * @param names null where the request has none
   * @param values null where the request has none
   * @param returnValues {@code NONE}, {@code ALL_NEW}, {@code UPDATED_NEW} …
   */
  record Update(
      String expression,
      Map<String, String> names,
      Map<String, Object> values,
      String returnValues) {}

  /** Puts an item; answers with the old one. The map is the caller's own and must not change. */
  Answer put(String table, Map<String, Object> item);

  /** Puts an item where none of its key is, and lets the error show the one that is there. */
  Answer putIfAbsent(String table, Map<String, Object> item);

  /** Reads an item. */
  Answer get(String table, String pk);

  /** Reads one attribute of an item, by a projection. */
  Answer project(String table, String pk, String attribute);

  /** Updates an item. The maps are the caller's own and must not change. */
  Answer update(String table, String pk, Update update);

  /** Deletes an item; answers with the old one. */
  Answer delete(String table, String pk);

  /** Queries the items of a partition. */
  Answer query(String table, String pk);

  /** Scans the table. */
  Answer scan(String table);

  /** Returns the service's error code of what one of the methods above threw. */
  String errorCode(RuntimeException error);

  /** Returns the item that an error of {@link #putIfAbsent} shows. */
  Map<String, Object> itemOf(RuntimeException error);

  @Override
  void close();
}
