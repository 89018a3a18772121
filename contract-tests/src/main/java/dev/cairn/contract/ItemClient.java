// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.contract;

import dev.cairn.Stamp;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A client of DynamoDB, decorated or not, as the suites use it. Attribute values are {@link
 * String}s, {@link Long}s and maps of them. Every table has the partition key {@code pk}, a string.
 * Errors are the host library's own.
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

  /**
   * One write of a batch or a transaction: of the last three one is not null, but for a delete,
   * which has none.
   *
   * @param ifAbsent whether a put is carried out only where there is no such item
   */
  record Write(String table, String pk, Map<String, Object> item, Update update, boolean ifAbsent) {
    static Write put(String table, Map<String, Object> item) {
      return new Write(table, (String) item.get("pk"), item, null, false);
    }

    static Write putIfAbsent(String table, Map<String, Object> item) {
      return new Write(table, (String) item.get("pk"), item, null, true);
    }

    static Write update(String table, String pk, Update update) {
      return new Write(table, pk, null, update, false);
    }

    static Write delete(String table, String pk) {
      return new Write(table, pk, null, null, false);
    }
  }

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

  /**
   * Updates an item by the legacy {@code AttributeUpdates}; answers with all of the new one.
   *
   * @param puts what is put; by name, because DynamoDB Local does nothing by default
   * @param deletes what is deleted
   */
  Answer updateLegacy(String table, String pk, Map<String, Object> puts, List<String> deletes);

  /** Writes a batch; answers with the items of the puts that were left undone. */
  Answer batchWrite(List<Write> writes);

  /** Reads a batch of items of one table. */
  Answer batchGet(String table, List<String> pks);

  /**
   * Writes a transaction, and lets the error show the items that its conditions failed on.
   *
   * @param token the application's own idempotency token, or null
   */
  Answer transactWrite(List<Write> writes, String token);

  /** Reads items of one table in a transaction. */
  Answer transactGet(String table, List<String> pks);

  /** Runs a PartiQL statement with strings for parameters. */
  Answer execute(String statement, List<String> parameters);

  /** Runs PartiQL statements in a batch; what is seen are the error codes. */
  Answer executeBatch(List<String> statements);

  /** Runs PartiQL statements in a transaction. */
  Answer executeTransaction(List<String> statements);

  /** Deletes an item; answers with the old one. */
  Answer delete(String table, String pk);

  /** Queries the items of a partition. */
  Answer query(String table, String pk);

  /** Scans the table. */
  Answer scan(String table);

  /** Returns the service's error code of what one of the methods above threw. */
  String errorCode(RuntimeException error);

  /** Returns AWS's id of the request that was answered with what one of the methods threw. */
  String requestId(RuntimeException error);

  /** Returns the item that an error of {@link #putIfAbsent} shows. */
  Map<String, Object> itemOf(RuntimeException error);

  /** Returns what an error of {@link #transactWrite} says of each write: its code and item. */
  List<String> reasonsOf(RuntimeException error);

  /** Returns an item's text, the same for equal items. */
  static String shown(Map<String, Object> item) {
    return new TreeMap<>(item).toString();
  }

  @Override
  void close();
}
