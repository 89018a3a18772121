// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.contract;

import dev.cairn.Stamp;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A client of an object store, decorated or not, as the suites use it. Errors are its own. */
public interface ObjectClient extends AutoCloseable {
  /**
   * What an application sees of an answer.
   *
   * @param content null where the operation returns none
   * @param metadata user metadata, null where the operation returns none
   * @param seen everything else that the host library's own answer says and that does not differ
   *     from call to call
   * @param stamp what the decorator's accessor says of the answer
   */
  record Answer(String content, Map<String, String> metadata, String seen, Stamp stamp) {
    /** Returns the answer without the stamp, which only a decorated client knows. */
    Answer unstamped() {
      return new Answer(content, metadata, seen, Stamp.INVALID);
    }
  }

  /** Stores an object. The map is the caller's own and must not be changed. */
  Answer put(String bucket, String key, String content, Map<String, String> metadata);

  /**
   * Stores an object in several parts. Where the application is the one to send them, they and the
   * call that completes the upload come from threads that know nothing of the caller's context.
   */
  void putInParts(String bucket, String key, byte[] content, Map<String, String> metadata);

  /** Stores an object only where none is. */
  Answer putIfAbsent(String bucket, String key, String content);

  /** Stores an object of which the host library does not know how long it is. */
  void putOfUnknownLength(String bucket, String key, byte[] content);

  /** Stores an object with a checksum that the application chose. */
  Answer putChecked(String bucket, String key, String content);

  /** Stores an object by a request with one more header. */
  Answer putWithHeader(String bucket, String key, String content, String name, String value);

  /** Stores an object, unless that takes longer than a moment. */
  void putInTime(String bucket, String key, String content, Duration limit);

  /** Reads the first two bytes of an object. */
  Answer getStart(String bucket, String key);

  /** Reads an object unless its ETag is this one. */
  void getUnlessMatches(String bucket, String key, String eTag);

  /** Reads an object. */
  Answer get(String bucket, String key);

  /** Reads an object's metadata. */
  Answer head(String bucket, String key);

  /** Copies an object. */
  Answer copy(String bucket, String fromKey, String toKey);

  /** Copies an object with the directive REPLACE and this metadata. */
  Answer copyReplacing(String bucket, String fromKey, String toKey, Map<String, String> metadata);

  /** Deletes objects in one call, and returns the keys of those that the service did not delete. */
  List<String> deleteAll(String bucket, List<String> keys);

  /** Lists the keys of a bucket. */
  List<String> list(String bucket);

  /** Asks for an archived object. */
  void restore(String bucket, String key);

  /** Sets a tag of an object. */
  void tag(String bucket, String key, String name, String value);

  /** Deletes an object. */
  Answer delete(String bucket, String key);

  /** Returns the service's error code of what one of the methods above threw. */
  String errorCode(RuntimeException error);

  @Override
  void close();
}
