// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dynamodb;

import dev.cairn.instrument.StorageHandler;
import java.util.Collection;
import java.util.Objects;

/** What an application sets of a decorator, whichever SDK's clients it decorates. */
final class DecoratorSettings {
  private final KeyNames.Builder keys = new KeyNames.Builder();
  private boolean describeTables = TableLookup.isPossible(System.getenv());
  private String unsignedPrefix;

  void key(String table, String partition, String sort) {
    keys.add(table, partition, sort);
  }

  void describeTables(boolean describe) {
    describeTables = describe;
  }

  void unsignedPrefix(String prefix) {
    if (Objects.requireNonNull(prefix, "unsignedPrefix").isEmpty()) {
      throw new IllegalArgumentException("unsignedPrefix: '' would take every attribute for one");
    }
    unsignedPrefix = prefix;
  }

  /** Returns the names of keys for one more client. */
  KeyNames keyNames() {
    return keys.build();
  }

  /** Lets a client look up the names that are not set, where that is wanted. */
  void lookUp(KeyNames names, StorageHandler handler, TableLookup.Source source) {
    if (describeTables) {
      names.lookUp(new TableLookup(handler, source));
    }
  }

  /**
   * Returns what is known of encryption for one more client.
   *
   * @param extensions those of the client that run before ours
   */
  Encryption encryption(Collection<?> extensions) {
    return new Encryption(Encryption.isAmong(extensions), unsignedPrefix);
  }
}
