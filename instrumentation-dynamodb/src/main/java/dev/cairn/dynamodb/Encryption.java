// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dynamodb;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What is known of client-side encryption: an attribute added to an encrypted item makes it
 * unreadable, unless its name says that it is not signed. Thread-safe.
 */
final class Encryption {
  /**
   * The AWS Database Encryption SDK begins the names of its own attributes so.
   *
   * @see <a
   *     href="https://github.com/aws/aws-database-encryption-sdk-dynamodb/blob/main/specification/dynamodb-encryption-client/dynamodb-item-encryptor.md">
   *     Specification</a>
   */
  private static final String HEADER = "aws_dbe_";

  /** The attributes that the legacy DynamoDB Encryption Client adds. */
  private static final Set<String> LEGACY = Set.of("*amzn-ddb-map-desc*", "*amzn-ddb-map-sig*");

  /** Interceptors and transformers that encrypt are named so. */
  private static final Set<String> ENCRYPTORS =
      Set.of("DynamoDbEncryptionInterceptor", "AttributeEncryptor");

  /** Tables beyond so many are not remembered. */
  private static final int MAX_TABLES = 10_000;

  private final boolean clientEncrypts;
  private final String unsignedPrefix;
  private final Set<String> tables = ConcurrentHashMap.newKeySet();

  /**
   * What is known at the start.
   *
   * @param clientEncrypts whether the client encrypts before it calls us
   * @param unsignedPrefix names that begin so are not signed; null for none
   */
  Encryption(boolean clientEncrypts, String unsignedPrefix) {
    this.clientEncrypts = clientEncrypts;
    this.unsignedPrefix = unsignedPrefix;
  }

  /** Returns whether any of a client's extensions encrypts items. */
  static boolean isAmong(Collection<?> extensions) {
    return extensions.stream().anyMatch(e -> ENCRYPTORS.contains(e.getClass().getSimpleName()));
  }

  /** Returns whether no attribute of this name may be added to an item with these attributes. */
  boolean covers(Collection<String> attributes, String key) {
    return !isUnsigned(key) && (clientEncrypts || isMarked(attributes));
  }

  /** Returns whether no attribute of this name may be added to an item that is not seen whole. */
  boolean coversPart(String table, Collection<String> attributes, String key) {
    return covers(attributes, key) || (tables.contains(table) && !isUnsigned(key));
  }

  /** Takes note of what an item of the table shows. */
  void saw(String table, Map<String, ?> item) {
    item.forEach(
        (name, value) -> {
          if (isMark(name) && table != null && tables.size() < MAX_TABLES) {
            tables.add(table);
          }
        });
  }

  private boolean isUnsigned(String key) {
    return unsignedPrefix != null && key.startsWith(unsignedPrefix);
  }

  private static boolean isMarked(Collection<String> attributes) {
    for (String name : attributes) {
      if (isMark(name)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isMark(String name) {
    return name.startsWith(HEADER) || LEGACY.contains(name);
  }
}
